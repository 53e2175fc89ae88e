/** The part of HAR 1.2 that a capture needs. Members of others' making are let through and not looked at. */
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { StartupError } from '../../support/startup-error.ts';

const Pair = Type.Object({ name: Type.String(), value: Type.String() });
export type Pair = Static<typeof Pair>;

const Entry = Type.Object({
  request: Type.Object({
    method: Type.String(),
    url: Type.String(),
    headers: Type.Array(Pair),
    postData: Type.Optional(Type.Object({ mimeType: Type.String(), text: Type.String() })),
  }),
  response: Type.Object({
    status: Type.Integer(),
    headers: Type.Array(Pair),
    content: Type.Object({ mimeType: Type.String(), text: Type.Optional(Type.String()) }),
  }),
});
export type Entry = Static<typeof Entry>;

const Har = Type.Object({ log: Type.Object({ entries: Type.Array(Entry) }) });

/** @throws StartupError for what is no HAR */
export function parseHar(text: string, name: string): readonly Entry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StartupError(`${name} is no JSON.`);
  }
  if (Value.Check(Har, value)) return value.log.entries;
  const [first] = Value.Errors(Har, value);
  throw new StartupError(
    `${name} is no HAR: ${first?.instancePath ?? ''} ${first?.message ?? ''}.`,
  );
}

/** With the members that HAR 1.2 wants. Times are those of nobody: when something was recorded is nobody's business. */
export function formatHar(entries: readonly Entry[]): string {
  const full = entries.map(({ request, response }) => ({
    startedDateTime: '1970-01-01T00:00:00.000Z',
    time: 0,
    request: {
      ...request,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      queryString: [...new URL(request.url).searchParams].map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      ...response,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      content: { size: response.content.text?.length ?? 0, ...response.content },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  }));
  const creator = { name: 'polydex record', version: '1' };
  return `${JSON.stringify({ log: { version: '1.2', creator, entries: full } }, null, 2)}\n`;
}
