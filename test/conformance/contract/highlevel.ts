/** HighLevel's endpoint tables: contacts and what belongs to them, what a location defines, and OAuth. */
import type { OperationRow } from './operation-row.ts';

/** The verbs of a path, and why it is not served; absent: it is. */
type Paths = readonly (readonly [path: string, verbs: readonly string[], missing?: string])[];

const later = 'comes later';
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
  [`${contact}/followers`, ['POST', 'DELETE'], later],
  [`${contact}/notes`, ['GET', 'POST']],
  [`${contact}/notes/:id`, ['GET', 'PUT', 'DELETE']],
  [`${contact}/tasks`, ['GET', 'POST']],
  [`${contact}/tasks/:taskId`, ['GET', 'PUT', 'DELETE']],
  [`${contact}/tasks/:taskId/completed`, ['PUT']],
  [`${contact}/appointments`, ['GET']],
  [`${contact}/campaigns/:campaignId`, ['POST', 'DELETE'], later],
  [`${contact}/campaigns/removeAll`, ['DELETE'], later],
  [`${contact}/workflow/:workflowId`, ['POST', 'DELETE'], later],
  [location, ['GET']],
  ['/locations/search', ['GET'], later],
  [`${location}/tags`, ['GET', 'POST']],
  [`${location}/tags/:tagId`, ['GET', 'PUT', 'DELETE']],
  [`${location}/customFields`, ['GET', 'POST']],
  [`${location}/customFields/:id`, ['GET', 'PUT', 'DELETE']],
  [`${location}/timezones`, ['GET']],
  [`${location}/tasks/search`, ['POST'], later],
  ['/oauth/token', ['POST']],
  ['/oauth/locationToken', ['POST']],
  ['/oauth/location-token', ['POST']],
  ['/oauth/installedLocations', ['GET']],
  ['/oauth/installed-locations', ['GET']],
];

/** Named as the tables do: verb and path. */
export const highlevel: readonly OperationRow[] = paths.flatMap(([path, verbs, missing]) =>
  verbs.map((method) => ({
    name: `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    method,
    path,
    evidence: 'documented',
    ...(missing === undefined ? {} : { missing }),
  })),
);
