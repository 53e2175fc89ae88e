/** The replies of an operation: those that its route declares, and what every other failure looks like. */
import type { FastifySchema } from 'fastify';
import { isJsonObject, type JsonObject } from '../../core/value/json.ts';
import type { Refusal } from './api-description.ts';
import type { ComponentSet } from './component-set.ts';

const json = 'application/json';

/** Words for what documents call by number. */
const statusWords: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'Done',
  400: 'Bad request',
  401: 'No credential, or none that is known',
  403: 'The credential does not allow this',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed since it was read',
  429: 'Too many requests',
};

export interface ResponseRules {
  readonly refusal: Refusal;
  /** Statuses that the host refuses with, which no route declares. */
  readonly others: readonly number[];
  readonly components: ComponentSet;
}

export function responsesOf(
  { response, replyHeaders = {}, replyType = json }: FastifySchema,
  { refusal, others, components }: ResponseRules,
): JsonObject {
  const declared = isJsonObject(response) ? response : { 204: noBody };
  const replies = Object.entries(declared).map(([status, shape]): [string, JsonObject] => {
    const isGood = status.startsWith('2');
    const mediaType = isGood ? replyType : (refusal.mediaType ?? json);
    const reply = {
      description: statusWords[status] ?? status,
      ...(isGood ? headersOf(replyHeaders) : {}),
      ...contentOf(shape, mediaType, components),
    };
    return [status, reply];
  });
  const { description = 'Refused', mediaType = json } = refusal;
  const content = contentOf(refusal.schema, mediaType, components);
  const fromHost = others.map((status): [string, JsonObject] => [
    String(status),
    { description: statusWords[status] ?? String(status), ...content },
  ]);
  return { ...Object.fromEntries([...replies, ...fromHost]), default: { description, ...content } };
}

const noBody: JsonObject = { type: 'null' };

/** A schema of nothing at all stands for a reply without a body. */
function contentOf(shape: unknown, mediaType: string, components: ComponentSet): JsonObject {
  if (isJsonObject(shape) && shape['type'] === 'null') return {};
  return { content: { [mediaType]: { schema: components.add(shape) } } };
}

function headersOf(named: Readonly<Record<string, string>>): JsonObject {
  const headers = Object.entries(named).map(([name, description]): [string, JsonObject] => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  return headers.length === 0 ? {} : { headers: Object.fromEntries(headers) };
}
