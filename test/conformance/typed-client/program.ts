/**
 * A program for ServiceTitan's API, typed by nothing but the document that the dialect serves: the module
 * `served-document` is generated from it when the test runs. Takes the access as JSON, prints what it saw as JSON.
 */
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from 'served-document';

interface Access {
  /** `http://127.0.0.1:7070/servicetitan` */
  readonly base: string;
  readonly tenant: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appKey: string;
}

/** Signs in; the client sends the token and the app's key with every call. */
async function signIn(access: Access): Promise<Client<paths>> {
  const root = createClient<paths>({ baseUrl: access.base });
  const { data, error } = await root.POST('/connect/token', {
    body: {
      grant_type: 'client_credentials',
      client_id: access.clientId,
      client_secret: access.clientSecret,
    },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    bodySerializer: (body) => new URLSearchParams(body),
  });
  if (data === undefined) throw new Error(`no token: ${JSON.stringify(error)}`);
  const headers = { authorization: data.access_token, 'ST-App-Key': access.appKey };
  return createClient<paths>({ baseUrl: `${access.base}/crm/v2`, headers });
}

const access = JSON.parse(process.argv[2] ?? '') as Access;
const { tenant } = access;
const client = await signIn(access);

/** Creates, finds, changes, lists, deletes and misses a contact. */
async function run(): Promise<object> {
  const created = await client.POST('/tenant/{tenant}/contacts', {
    params: { path: { tenant } },
    body: { name: 'Ada King', title: 'Countess', referenceId: 'typed-1' },
  });
  if (created.data === undefined) throw new Error(created.error.title);
  const { id, name } = created.data;
  const path = { tenant, id };
  await client.POST('/tenant/{tenant}/contacts/{contactId}/contact-methods', {
    params: { path: { tenant, contactId: id } },
    body: { type: 'Email', value: 'ada.king@example.com' },
  });
  const found = await client.GET('/tenant/{tenant}/contacts/contact-methods', {
    params: { path: { tenant }, query: { value: 'ADA.KING@example.com' } },
  });
  const renamed = await client.PATCH('/tenant/{tenant}/contacts/{id}', {
    params: { path },
    body: { name: 'Ada Lovelace' },
  });
  const list = await client.GET('/tenant/{tenant}/contacts', {
    params: { path: { tenant }, query: { referenceId: 'typed-1', includeTotal: 'true' } },
  });
  const deleted = await client.DELETE('/tenant/{tenant}/contacts/{id}', {
    params: { path },
    parseAs: 'text',
  });
  const gone = await client.GET('/tenant/{tenant}/contacts/{id}', { params: { path } });
  if (gone.error === undefined) throw new Error('a deleted contact is still there');
  return {
    id,
    name,
    renamed: renamed.data?.name ?? null,
    foundBy: found.data?.data.map((method) => method.contactId) ?? [],
    listed: list.data?.totalCount ?? null,
    deleted: deleted.response.status,
    missing: { status: gone.error.status, title: gone.error.title },
  };
}

process.stdout.write(JSON.stringify(await run()));
