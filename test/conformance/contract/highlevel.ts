/** HighLevel's endpoint tables: contacts and what belongs to them, businesses, what a location defines, and OAuth. */
import type { OperationRow } from './operation-row.ts';

/** The verbs of a path, and why it is not served; absent: it is. */
type Paths = readonly (readonly [path: string, verbs: readonly string[], missing?: string])[];

const agency = 'of an agency: a workspace is managed by its own people';
const unkept = 'the hub keeps none';
const contact = '/contacts/:contactId';
const location = '/locations/:locationId';

const paths: Paths = [
  ['/contacts', ['GET', 'POST']],
  [contact, ['GET', 'PUT', 'DELETE']],
  ['/contacts/upsert', ['POST']],
  ['/contacts/search/duplicate', ['GET']],
  ['/contacts/search', ['POST']],
  [`${contact}/tags`, ['POST', 'DELETE']],
  ['/contacts/bulk/tags/update/:type', ['POST']],
  ['/contacts/bulk/business', ['POST']],
  ['/contacts/business/:businessId', ['GET']],
  [`${contact}/followers`, ['POST', 'DELETE']],
  [`${contact}/notes`, ['GET', 'POST']],
  [`${contact}/notes/:id`, ['GET', 'PUT', 'DELETE']],
  [`${contact}/tasks`, ['GET', 'POST']],
  [`${contact}/tasks/:taskId`, ['GET', 'PUT', 'DELETE']],
  [`${contact}/tasks/:taskId/completed`, ['PUT']],
  [`${contact}/appointments`, ['GET']],
  [`${contact}/campaigns/:campaignId`, ['POST', 'DELETE']],
  [`${contact}/campaigns/removeAll`, ['DELETE']],
  [`${contact}/campaigns/remove-all`, ['DELETE']],
  [`${contact}/workflow/:workflowId`, ['POST', 'DELETE']],
  [location, ['GET']],
  ['/locations/search', ['GET']],
  [`${location}/tags`, ['GET', 'POST']],
  [`${location}/tags/:tagId`, ['GET', 'PUT', 'DELETE']],
  [`${location}/customFields`, ['GET', 'POST']],
  [`${location}/customFields/:id`, ['GET', 'PUT', 'DELETE']],
  [`${location}/timezones`, ['GET']],
  [`${location}/tasks/search`, ['POST']],
  [`${location}/customValues`, ['GET', 'POST']],
  [`${location}/customValues/:id`, ['GET', 'PUT', 'DELETE']],
  ['/businesses', ['GET', 'POST']],
  ['/businesses/:businessId', ['GET', 'PUT', 'DELETE']],
  ['/locations', ['POST'], agency],
  [location, ['PUT', 'DELETE'], agency],
  [`${location}/customFields/upload`, ['POST'], 'the hub keeps no files'],
  [`${location}/templates`, ['GET'], unkept],
  [`${location}/templates/:id`, ['DELETE'], unkept],
  [`${location}/recurring-tasks`, ['POST'], unkept],
  [`${location}/recurring-tasks/:id`, ['GET', 'PUT', 'DELETE'], unkept],
  ['/oauth/token', ['POST']],
  ['/oauth/locationToken', ['POST']],
  ['/oauth/location-token', ['POST']],
  ['/oauth/installedLocations', ['GET']],
  ['/oauth/installed-locations', ['GET']],
];

/** Named as the tables do: verb and path. */
const documented: readonly OperationRow[] = paths.flatMap(([path, verbs, missing]) =>
  verbs.map((method) => ({
    name: `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    method,
    path,
    evidence: 'documented',
    ...(missing === undefined ? {} : { missing }),
  })),
);

/** With what the published client calls besides. */
export const highlevel: readonly OperationRow[] = [
  ...documented,
  { name: 'GET /health', method: 'GET', path: '/health', evidence: 'observed' },
];
