/** A program as its users have it: nothing in it knows of Polydex. Prints what each way of calling has got. */
import https, { get } from 'node:https';
import { once } from 'node:events';
import { HighLevel } from '@gohighlevel/api-client';
import axios from 'axios';
import { ServiceM8 } from 'servicem8';

const { servicem8, highlevel, servicetitan, voipbin, unified } = JSON.parse(process.argv[2]);

async function bodyOf(request) {
  const [response] = await once(request, 'response');
  let text = '';
  for await (const part of response) text += part;
  return { status: response.statusCode, json: JSON.parse(text) };
}

const ways = {
  'the package servicem8': async () => {
    const sdk = new ServiceM8({ security: { apiKey: servicem8.apiKey } });
    const { headers } = await sdk.jobs.createJobs({ status: 'Quote', jobAddress: '1 Elm St' });
    const uuid = headers['x-record-uuid'][0];
    return (await sdk.jobs.getJobs({ uuid })).jobAddress;
  },
  'the package @gohighlevel/api-client': async () => {
    const { locationId, accessToken: privateIntegrationToken } = highlevel;
    const sdk = new HighLevel({ privateIntegrationToken, logLevel: 'none' });
    const made = await sdk.contacts.createContact({ locationId, firstName: 'Ann' });
    const { contact } = await sdk.contacts.getContact({ contactId: made.contact.id });
    return contact.firstName;
  },
  'fetch, with a form and a host for tokens': async () => {
    const { clientId, clientSecret } = servicetitan;
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    };
    const reply = await fetch('https://auth.servicetitan.io/connect/token', {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const { access_token: token } = await reply.json();
    const path = `/crm/v2/tenant/${servicetitan.tenant}/customers?pageSize=2`;
    const request = new Request(`https://api.servicetitan.io${path}`, {
      headers: { authorization: token, 'st-app-key': servicetitan.appKey },
    });
    return (await (await fetch(request)).json()).pageSize;
  },
  axios: async () => {
    const url = 'https://embedded.runalloy.com/2024-03/one/crm/contacts';
    const headers = { authorization: `bearer ${unified.apiKey}` };
    const params = { credentialId: unified.credentialId };
    return Object.keys((await axios.get(url, { headers, params })).data).includes('contacts');
  },
  'https.request, options and an agent': async () => {
    const agent = new https.Agent({ keepAlive: true });
    const path = `/v1.0/contacts?accesskey=${voipbin.accesskey}`;
    const headers = { Host: 'api.voipbin.net' };
    const request = https.request({ host: 'api.voipbin.net', port: 443, path, headers, agent });
    request.end();
    return (await bodyOf(request)).status;
  },
  'get, imported by its name, with a URL': async () => {
    const headers = ['X-Api-Key', servicem8.apiKey, 'Host', 'api.servicem8.com'];
    const url = new URL('https://api.servicem8.com/api_1.0/job.json');
    return (await bodyOf(get(url, { headers }))).json[0].job_address;
  },
  'a request that a proxy is asked for': async () => {
    const path = `http://api.voipbin.net/v1.0/contacts?accesskey=${voipbin.accesskey}`;
    const http = await import('node:http');
    return (await bodyOf(http.get({ hostname: 'proxy.example.com', path }))).status;
  },
  'HTTP/2, which is refused': async () => {
    const http2 = await import('node:http2');
    const [error] = await once(http2.connect('https://api.servicem8.com'), 'error');
    return error.code;
  },
};

const got = {};
for (const [name, way] of Object.entries(ways)) {
  got[name] = await way().catch((error) => `failed: ${error.stack} ${error.body ?? ''}`);
}
console.log(JSON.stringify(got));
