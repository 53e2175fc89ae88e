/** The clock of a Sandbox. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { toInstant } from '../wire/mapping.ts';
import { toClockWire, toDuration } from './mapping.ts';
import { Clock, ClockAdvance, ClockSetting } from './schema.ts';

const tags = ['Sandbox'];
const config = needs('sandbox.manage');
const response = { 200: Clock };

export function clockRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/sandbox/clock',
    { config, schema: { summary: 'Read the clock', tags, response } },
    async (request) => toClockWire(await hub.sandboxes.readClock(tenantOf(request))),
  );

  app.put(
    '/api/v1/sandbox/clock',
    {
      config,
      schema: {
        summary: 'Set the clock',
        description:
          'It goes on from there. 409 for a time that is not after the newest change in the workspace.',
        tags,
        body: ClockSetting,
        response,
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { now } = request.body;
      return toClockWire(
        now === null
          ? await hub.sandboxes.putClockRight(context)
          : await hub.sandboxes.setClock(context, toInstant('now', now)),
      );
    },
  );

  app.post(
    '/api/v1/sandbox/clock/advance',
    {
      config,
      schema: {
        summary: 'Advance the clock',
        description: 'What is due by then happens: tokens expire, deliveries are tried again.',
        tags,
        unrepeatable: true,
        body: ClockAdvance,
        response,
      },
    },
    async (request) => {
      const by = toDuration('by', request.body.by);
      return toClockWire(await hub.sandboxes.advanceClock(tenantOf(request), by));
    },
  );
}
