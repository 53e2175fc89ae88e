/** Invented businesses to fill a Sandbox with. */
import { Type } from 'typebox';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { closed, id, integer } from '../wire/schema.ts';

const FixtureOrder = Type.Object(
  {
    pack: Type.String({ maxLength: 40, description: 'plumber-au, hvac-us or agency' }),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, default: 1 })),
    contacts: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 100 })),
    from: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 999_999,
        description: 'The first member to write; may be asked for again after a call that failed',
      }),
    ),
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20_000, description: 'So many members of the pack' }),
    ),
  },
  { title: 'FixtureOrder', ...closed },
);

const LoadedFixture = Type.Object(
  {
    contacts: integer,
    accounts: integer,
    relations: integer,
    jobs: integer,
    jobContacts: integer,
    duplicates: Type.Array(Type.Object({ contactId: id, of: id }), {
      description: 'The known truth: which contacts are the second record of a person',
    }),
    next: Type.Union([integer, Type.Null()], {
      description: 'The member to go on from; null: the pack is complete',
    }),
  },
  { title: 'LoadedFixture' },
);

export function fixtureRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.post(
    '/api/v1/sandbox/fixtures',
    {
      config: needs('sandbox.manage'),
      schema: {
        summary: 'Fill the Sandbox with an invented business',
        description:
          'The same pack and seed make the same records with the same ids, in one call or in parts.',
        tags: ['Sandbox'],
        unrepeatable: true,
        body: FixtureOrder,
        response: { 201: LoadedFixture },
      },
    },
    async (request, reply) => {
      const { seed = 1, contacts = 100, ...rest } = request.body;
      const made = await hub.fixtures.load(tenantOf(request), { ...rest, seed, contacts });
      reply.code(201);
      return { ...made, duplicates: made.duplicates.map((pair) => ({ ...pair })) };
    },
  );
}
