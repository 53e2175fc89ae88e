/** `PUT /api/v1/contacts/{id}/consent`. */
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../../http/plugin.ts';
import { ifMatch, tagged } from '../../request/entity-tag.ts';
import { toPathId } from '../../wire/mapping.ts';
import { IdParams } from '../../wire/schema.ts';
import { assertReason } from '../consent-reason.ts';
import { toConsentPatch } from '../mapping/to-core.ts';
import { toConsent } from '../mapping/to-wire.ts';
import { Consent, ConsentWrite } from '../schema/consent.ts';

export function consentRoute(app: DialectApp, { hub }: DialectServices): void {
  app.put(
    '/api/v1/contacts/:id/consent',
    {
      config: needs('person.write'),
      schema: {
        summary: 'Set do-not-disturb',
        description:
          'What is not named stays. Allowing again what was blocked needs the capability consent.relax and a reason, ' +
          'which stays in the history; it also lifts the entry on the do-not-contact list.',
        tags: ['Consent'],
        params: IdParams,
        body: ConsentWrite,
        response: { 200: Consent },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const id = toPathId('contact', request.params.id);
      const consent = toConsentPatch(request.body);
      await assertReason(hub, context, { id, patch: consent, path: 'reason' });
      const contact = await hub.contacts.update(context, id, { consent }, ifMatch(request));
      return toConsent(tagged(reply, contact));
    },
  );
}
