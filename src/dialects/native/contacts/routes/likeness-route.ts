/** Whom a contact looks like, found at once. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../../http/plugin.ts';
import { toPathId } from '../../wire/mapping.ts';
import { IdParams } from '../../wire/schema.ts';
import { toLikenessWire } from '../mapping/likeness.ts';
import { LikenessList } from '../schema/likeness.ts';

export function likenessRoute(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/contacts/:id/looks-like',
    {
      config: needs('person.read'),
      schema: {
        summary: 'See whom a contact looks like',
        description:
          'Compared now with those who share a number, an address, or parts of name, birth date or company that few have. ' +
          'Whoever was told apart from it is left out. 409 where contacts are not compared as they are written.',
        tags: ['Merging'],
        params: IdParams,
        response: { 200: LikenessList },
      },
    },
    async (request) => {
      const id = toPathId('contact', request.params.id);
      return { data: (await hub.likenesses.of(tenantOf(request), id)).map(toLikenessWire) };
    },
  );
}
