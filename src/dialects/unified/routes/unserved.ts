/** The vendor's other CRM resources: known, and not served yet. 501 tells a client more than the 404 of an unknown id. */
import { VendorFailure } from '../../../http/failure.ts';
import { needs, type DialectApp } from '../../../http/plugin.ts';
import { problems } from '../errors.ts';

const resources = ['accounts', 'leads', 'notes', 'tasks', 'opportunities', 'users'];

export function registerUnserved(app: DialectApp): void {
  for (const resource of resources) {
    const refuse = async (): Promise<never> => {
      const message = `/crm/${resource} is not served by this server yet`;
      throw new VendorFailure(problems.notImplemented, message);
    };
    const one = { config: needs(null), handler: refuse };
    app.route({ ...one, method: ['GET', 'POST'], url: `/crm/${resource}` });
    app.route({ ...one, method: 'GET', url: `/crm/${resource}/count` });
    app.route({ ...one, method: ['GET', 'PUT', 'PATCH', 'DELETE'], url: `/crm/${resource}/:id` });
  }
}
