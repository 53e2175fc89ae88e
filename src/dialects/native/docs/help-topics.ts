/** What stands at /docs/help: for each way to be refused, what it means and what to do. Errors in Sandboxes point here. */

export interface HelpTopic {
  readonly title: string;
  readonly text: string;
}

export const helpTopics: Readonly<Record<string, HelpTopic>> = {
  'credential-missing': {
    title: 'No credential was presented',
    text:
      'Native: Authorization: Bearer or X-API-Key. ServiceM8: X-Api-Key, or Authorization: Bearer with an access token. ' +
      'Unified: Authorization: bearer. ServiceTitan: Authorization with a token of /connect/token, and ST-App-Key. ' +
      'VoIPBIN: ?accesskey=, the cookie of that name, or Authorization: Bearer with a JWT of /auth/login. ' +
      'HighLevel: Authorization: Bearer and Version. sandbox.json holds one of each.',
  },
  'credential-unknown': {
    title: 'The credential is not known',
    text:
      'It was mistyped or cut short, belongs to another installation or to a throw-away workspace that is gone, or stands ' +
      'where another kind of credential belongs. Compare it with sandbox.json.',
  },
  'other-api': {
    title: 'A credential of another API was presented',
    text:
      'Each credential opens one API. The inspector says which API this one is for; take the one of the right section of ' +
      'sandbox.json, or make one with POST /api/v1/keys and the audience of the API.',
  },
  'credential-expired': {
    title: 'The token has expired',
    text:
      'Ask for another: ServiceTitan’s live 15 minutes, ServiceM8’s an hour, HighLevel’s a day. A moved clock counts: ' +
      'GET /api/v1/sandbox/clock tells how far it is ahead.',
  },
  'credential-revoked': {
    title: 'The credential was revoked or replaced',
    text:
      'Somebody ended the key or the consent, the person lost their role, or a refresh token was used twice, which ends all ' +
      'that came of it. Keep the newest refresh token.',
  },
  'app-key': {
    title: 'The application key is missing or wrong',
    text:
      'ServiceTitan wants ST-App-Key beside the token. It is the key of the app that the client belongs to: ' +
      'servicetitan.appKey in sandbox.json.',
  },
  'version-header': {
    title: 'The Version header is missing or wrong',
    text: 'HighLevel wants Version: 2021-07-28 with every call, before it looks at the token.',
  },
  'scope-missing': {
    title: 'The credential lacks a scope',
    text:
      'The inspector names the scope. Ask for it when you get the token, or make a key that has it with POST /api/v1/keys. ' +
      'The role of whoever the credential acts as limits it, too.',
  },
  'other-workspace': {
    title: 'The request names another workspace',
    text:
      'locationId, {tenant} and their like only confirm the workspace that the credential opens; they choose none. Take the ' +
      'value from the same sandbox.json as the credential.',
  },
  'invalid-input': {
    title: 'The request holds something that cannot be taken',
    text: 'The vendor’s answer names the member in its own form; the inspector says the same in plain words. Nothing was written.',
  },
  'path-unknown': {
    title: 'No such path, or not with this method',
    text:
      'Compare the path with the table of the API in the documents, and look for a missing base: /api_1.0, /v1.0, /crm/v2. ' +
      'What is not served answers so on purpose, never with a pretence.',
  },
  'not-found': {
    title: 'There is no such record',
    text: 'Records that were deleted and those of other workspaces look like records that never were.',
  },
  'already-exists': {
    title: 'There is one already',
    text: 'A name or key that must be unique in the workspace is in use.',
  },
  'id-taken': {
    title: 'The id is in use',
    text: 'An id of your own choice belongs to another record already.',
  },
  'duplicate-contact': {
    title: 'Another contact has this number or address',
    text:
      'The workspace refuses duplicates. PATCH /api/v1/workspaces/{id} with duplicates: allow lets them be; a throw-away ' +
      'workspace takes it when it is made.',
  },
  'state-conflict': {
    title: 'The call makes no sense in the present state',
    text: 'The reason stands in the answer and in the inspector.',
  },
  'version-conflict': {
    title: 'Somebody was faster',
    text: 'The record was changed since it was read: read it again, decide again, and send the new ETag as If-Match.',
  },
  'rate-limited': {
    title: 'Too many requests',
    text:
      'The vendor’s limit is reached (POLYDEX_RATE_LIMITS), or a fault says so. Wait as Retry-After says; advancing the ' +
      'clock of the workspace does, too.',
  },
  unavailable: {
    title: 'A part of the hub cannot be reached',
    text: 'Or a fault says so: the reply then has X-Polydex-Fault. Without one, ask GET /readyz.',
  },
  'fault-after': {
    title: 'A fault struck after everything was done',
    text:
      'The reply says in X-Polydex-Fault which, and the inspector what was done. A program that asks again must find out ' +
      'first whether its call took effect, or it does everything twice.',
  },
  internal: {
    title: 'Something unforeseen went wrong',
    text: 'Or a fault says so: the reply then has X-Polydex-Fault. Without one it is a defect, and in the log.',
  },
  'oauth-refused': {
    title: 'A token request was refused',
    text: 'Codes are good once and for 60 seconds, redirect_uri must be the one that was asked with, and refresh tokens rotate.',
  },
  'host-refused': {
    title: 'The server does not answer for that host',
    text: 'Call it by the address that it printed when it started.',
  },
  vendor: {
    title: 'A rule of the vendor’s own',
    text: 'The reason stands in the answer and in the inspector; the document of the API says more.',
  },
};
