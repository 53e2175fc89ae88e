/** What `npm start` prints: on one screen, where the server is and a request to paste for each API. */
import { styleText } from 'node:util';
import type { SandboxFile } from './auth/workspace/sandbox-file.ts';

export interface BannerOptions {
  readonly sandbox: SandboxFile;
  /** Where sandbox.json lies, as the person would type it. */
  readonly path: string;
}

/** The whole screen, with colours where the terminal has them. */
export function banner({ sandbox, path }: BannerOptions): string {
  const address = styleText(['bold', 'cyan'], sandbox.baseUrl);
  const lines = [
    '',
    `  ${styleText('bold', 'Polydex')}  one address book that speaks five APIs`,
    '',
    `  Listening on ${address}      API reference ${styleText('cyan', `${sandbox.baseUrl}/docs`)}`,
    `  Sandbox credentials in ${styleText('bold', path)}`,
    '',
    '  Write a contact through one API, read it through every other:',
    '',
    ...samples(sandbox).flatMap(([name, command]) => [
      `  ${styleText('yellow', name)}`,
      `  ${command}`,
      '',
    ]),
    `  ${styleText('dim', 'npm run demo shows all five at once. Ctrl-C stops.')}`,
    '',
  ];
  return lines.join('\n');
}

/** One paste-ready request per API: name and command. */
export function samples(sandbox: SandboxFile): readonly (readonly [string, string])[] {
  const { baseUrl, native, servicem8, unified, servicetitan, voipbin, highlevel } = sandbox;
  const token = `$(curl -s ${baseUrl}/connect/token -d grant_type=client_credentials -d client_id=${servicetitan.clientId} -d client_secret=${servicetitan.clientSecret} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`;
  return [
    [
      'native',
      `curl -s ${baseUrl}/api/v1/contacts -H 'authorization: Bearer ${native.apiKey}' -H 'content-type: application/json' -d '{"givenName":"Ann","familyName":"Lee","phones":[{"value":"+15551234567"}]}'`,
    ],
    [
      'ServiceM8',
      `curl -s ${servicem8.clientBaseUrl}/jobcontact.json -H 'x-api-key: ${servicem8.apiKey}'`,
    ],
    [
      'unified CRM',
      `curl -s '${unified.clientBaseUrl}/one/crm/contacts?credentialId=${unified.credentialId}' -H 'authorization: bearer ${unified.apiKey}'`,
    ],
    [
      'ServiceTitan',
      `curl -s ${servicetitan.clientBaseUrl}/crm/v2/tenant/${servicetitan.tenant}/contacts -H "authorization: ${token}" -H 'st-app-key: ${servicetitan.appKey}'`,
    ],
    ['VoIPBIN', `curl -s '${voipbin.clientBaseUrl}/contacts?accesskey=${voipbin.accesskey}'`],
    [
      'HighLevel',
      `curl -s '${highlevel.clientBaseUrl}/contacts/?locationId=${highlevel.locationId}' -H 'authorization: Bearer ${highlevel.accessToken}' -H 'version: 2021-07-28'`,
    ],
  ];
}
