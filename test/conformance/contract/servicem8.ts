/** ServiceM8's endpoint tables, and the calls beside them that its clients make. */
import type { OperationRow } from './operation-row.ts';

type Row = Pick<OperationRow, 'evidence' | 'method' | 'missing' | 'path'>;

/** The five calls of an object. */
function objectRows(object: string): Row[] {
  const collection = `/api_1.0/${object}.json`;
  const record = `/api_1.0/${object}/:uuid.json`;
  return [
    ['GET', collection],
    ['POST', collection],
    ['GET', record],
    ['POST', record],
    ['DELETE', record],
  ].map(([method = '', path = '']) => ({ method, path, evidence: 'documented' }));
}

const rows: readonly Row[] = [
  ...objectRows('jobcontact'),
  ...objectRows('job'),
  ...objectRows('company'),
  ...objectRows('companycontact'),
  { method: 'GET', path: '/api_1.0/vendor.json', evidence: 'documented' },
  { method: 'GET', path: '/api_1.0/vendor/:uuid.json', evidence: 'documented' },
  { method: 'GET', path: '/api_1.0/taxrate.json', evidence: 'documented' },
  { method: 'GET', path: '/api_1.0/search.json', evidence: 'documented' },
  { method: 'GET', path: '/api_1.0/search/:objectType.json', evidence: 'documented' },
  { method: 'GET', path: '/oauth/authorize', evidence: 'documented' },
  { method: 'POST', path: '/oauth/access_token', evidence: 'documented' },
  { method: 'POST', path: '/oauth/revoke', evidence: 'ours' },
  { method: 'GET', path: '/webhook_subscriptions', evidence: 'documented' },
  { method: 'POST', path: '/webhook_subscriptions/object', evidence: 'documented' },
  { method: 'POST', path: '/webhook_subscriptions/event', evidence: 'documented' },
  { method: 'DELETE', path: '/webhook_subscriptions/:uuid', evidence: 'documented' },
  { method: 'POST', path: '/webhook_subscriptions', evidence: 'observed' },
  { method: 'DELETE', path: '/webhook_subscriptions', evidence: 'observed' },
];

/** Named as the tables do: verb and path. */
export const servicem8: readonly OperationRow[] = rows.map((row) => ({
  ...row,
  name: `${row.method} ${row.path.replaceAll(/:(\w+)/g, '{$1}')}`,
}));
