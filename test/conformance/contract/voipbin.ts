/** VoIPBIN's endpoint table with its neighbours, in the shape of June 2026. */
import type { OperationRow } from './operation-row.ts';

type Call = readonly [method: string, path: string];

const contact = '/contacts/:id';

const documented: readonly Call[] = [
  ['GET', '/contacts'],
  ['POST', '/contacts'],
  ['GET', '/contacts/lookup'],
  ['GET', contact],
  ['PUT', contact],
  ['DELETE', contact],
  ['POST', `${contact}/phone-numbers`],
  ['PUT', `${contact}/phone-numbers/:phone_number_id`],
  ['DELETE', `${contact}/phone-numbers/:phone_number_id`],
  ['POST', `${contact}/emails`],
  ['PUT', `${contact}/emails/:email_id`],
  ['DELETE', `${contact}/emails/:email_id`],
  ['POST', `${contact}/tags`],
  ['DELETE', `${contact}/tags/:tag_id`],
  ['GET', '/tags'],
  ['POST', '/tags'],
  ['GET', '/tags/:id'],
  ['PUT', '/tags/:id'],
  ['DELETE', '/tags/:id'],
  ['GET', '/customers'],
  ['GET', '/customers/:id'],
  ['GET', '/customer'],
  ['GET', '/me'],
];

const keys: readonly Call[] = [
  ['GET', '/accesskeys'],
  ['POST', '/accesskeys'],
  ['GET', '/accesskeys/:id'],
  ['PUT', '/accesskeys/:id'],
  ['DELETE', '/accesskeys/:id'],
];

/** Named as the table does: verb and path, without the version. */
function rowsOf(
  calls: readonly Call[],
  more: Pick<OperationRow, 'missing'> = {},
): readonly OperationRow[] {
  return calls.map(([method, path]) => ({
    name: `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    method,
    path: `/v1.0${path}`,
    evidence: 'documented',
    ...more,
  }));
}

export const voipbin: readonly OperationRow[] = [
  ...rowsOf(documented),
  ...rowsOf(keys),
  { name: 'POST /auth/login', method: 'POST', path: '/auth/login', evidence: 'documented' },
  { name: 'GET /ping', method: 'GET', path: '/ping', evidence: 'documented' },
];
