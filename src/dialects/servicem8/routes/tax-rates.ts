/** `/api_1.0/taxrate.json`: there are none, and clients ask for them to test their credentials. */
import { needs, type DialectApp } from '../../../http/plugin.ts';
import { NoRecords } from '../schema.ts';
import { refused } from '../record/reply.ts';

export function registerTaxRates(app: DialectApp): void {
  app.get(
    '/api_1.0/taxrate.json',
    {
      config: needs(null),
      schema: {
        operationId: 'listTaxRates',
        summary: 'List tax rates: there are none',
        response: { 200: NoRecords, ...refused },
      },
    },
    async () => [],
  );
}
