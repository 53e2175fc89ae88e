/** `GET /callerid`, for telephone systems: the name of whoever calls, as text. */
import { InvalidInput } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { LookupMatch } from '../../../core/port/store.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { parsePhone } from '../../../core/value/phone.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { callerName } from './caller-name.ts';
import { callerIdPath, keyInAddress } from './request.ts';
import { CallerIdQuery, CallerName } from './schema.ts';

export function callerIdRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    callerIdPath,
    {
      config: needs('lookup'),
      schema: {
        operationId: 'getCallerId',
        summary: 'The name of a caller, as text',
        description:
          'For telephone systems. 200 with a line of text, empty when nobody is known or the number is withheld; ' +
          'refusals have no body either, since a telephone would show it. People who share a number are shown ' +
          'together: `Lee household (2)`.',
        tags: ['Lookup'],
        replyType: 'text/plain',
        querystring: CallerIdQuery,
        response: { 200: CallerName },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      if (keyInAddress(request) !== undefined) assertNarrow(context);
      const { number } = request.query;
      const { ext } = parsePhone(number, context.workspace.region);
      reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'no-store');
      return callerName(await whoHas(hub, context, number), ext);
    },
  );
}

/** Addresses end up in logs and on screens, so a key that stands in one must be worth little. */
function assertNarrow({ capabilities }: TenantContext): void {
  if (capabilities.size > 1)
    throw InvalidInput.of(
      'key',
      'must be able to look up and nothing else; send others in a header',
    );
}

/**
 * A withheld number is a word or nothing. The `+` of an international number is often lost on the way: left out, or sent
 * unescaped, which makes it a blank; so what nobody has is looked up with one, too.
 */
async function whoHas(
  hub: Hub,
  context: TenantContext,
  number: string,
): Promise<readonly LookupMatch[]> {
  if (!/\d/.test(number)) return [];
  const found = await hub.lookups.lookup(context, { phone: number });
  if (found.length > 0 || !/^\s*[1-9]/.test(number)) return found;
  return hub.lookups.lookup(context, { phone: `+${number.trim()}` });
}
