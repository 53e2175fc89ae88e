/** What an OAuth request says, as the library takes it. */

/** The texts among the parameters: everything else is as good as missing, repeated ones too (RFC 6749 §3.1). */
export function textsOf(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string' && value !== '') texts[name] = value;
  }
  return texts;
}

/** Id and secret of a client as it presented them, as Basic or among the parameters; undefined when it presented none. */
export function clientSecretsOf(
  texts: Readonly<Record<string, string>>,
  authorization: string | undefined,
): { readonly id: string; readonly secret: string } | undefined {
  const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (encoded !== undefined) {
    const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
    return { id, secret: rest.join(':') };
  }
  const { client_id: id, client_secret: secret } = texts;
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
