#!/bin/sh
# Makes a certificate authority that can vouch for the vendors' names alone, and a certificate for them, in a folder:
#   sh certificates.sh <folder>
# ca.pem is what a program under test trusts; vendor.pem and vendor.key are for terminator.mjs. They last 30 days.
set -eu
mkdir -p "$1"
cd "$1"
hosts="api.servicem8.com go.servicem8.com
  api.servicetitan.io auth.servicetitan.io api-integration.servicetitan.io auth-integration.servicetitan.io
  services.leadconnectorhq.com marketplace.gohighlevel.com api.voipbin.net
  embedded.runalloy.com eu-embedded.runalloy.com production.runalloy.com"
names=$(printf ',DNS:%s' $hosts)
permitted=$(printf ',permitted;DNS:%s' $hosts)
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Polydex on this machine' \
  -addext "nameConstraints=critical$permitted" -addext 'keyUsage=critical,keyCertSign' \
  -keyout ca.key -out ca.pem
openssl req -newkey rsa:2048 -nodes -subj '/CN=Polydex for the vendors' -keyout vendor.key -out vendor.csr
printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "${names#,}" > vendor.ext
openssl x509 -req -in vendor.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile vendor.ext -out vendor.pem
# Nobody needs it any more, and nobody should have it.
rm -f ca.key ca.srl vendor.csr vendor.ext
