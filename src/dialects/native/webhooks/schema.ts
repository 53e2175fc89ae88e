/** Webhook subscriptions of every API, and the key that deliveries are signed with. */
import { type Static, Type } from 'typebox';
import { closed, id, line, text, textOrNull, timeOrNull, written } from '../wire/schema.ts';

const events = Type.Array(line, {
  minItems: 1,
  maxItems: 100,
  description: 'In the words of the API: ContactCreate, ContactUpdate, …',
});
const appId = Type.String({
  maxLength: 200,
  description: 'What stands before the first - of the client id that the receiver is set up with',
});
const url = Type.String({ maxLength: 2_000, description: 'Where deliveries are posted' });

export const Webhook = Type.Object(
  {
    id,
    dialect: Type.String({ description: 'The API in whose words is told' }),
    url: text,
    events: Type.Array(text),
    appId: textOrNull,
    active: Type.Boolean({ description: 'False once ended, by whom or what ever' }),
    subscriber: Type.Object(
      { audience: text, credentialId: id },
      { description: 'The key or app in whose name is told; its present rights bound what' },
    ),
    pending: Type.Integer({ description: 'Deliveries on their way' }),
    lastSuccessAt: timeOrNull,
    lastFailureAt: timeOrNull,
    lastFailureReason: textOrNull,
    ...written,
  },
  { title: 'Webhook' },
);
export const WebhookList = Type.Object(
  { data: Type.Array(Webhook), nextCursor: textOrNull },
  { title: 'WebhookList' },
);
export const WebhookCreate = Type.Object(
  {
    dialect: Type.Optional(line),
    url,
    events,
    appId,
    subscriber: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'Id of a key or grant of that API, as they are listed. Absent: your own key',
      }),
    ),
  },
  { title: 'WebhookCreate', ...closed },
);
export const WebhookChange = Type.Object(
  {
    url: Type.Optional(url),
    events: Type.Optional(events),
    appId: Type.Optional(appId),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'WebhookChange', ...closed },
);
export const SigningKey = Type.Object(
  {
    algorithm: Type.String({ description: 'Ed25519' }),
    keyId: text,
    pem: text,
    base64: Type.String({ description: 'The 32 bytes' }),
    hex: text,
  },
  { title: 'WebhookSigningKey' },
);

export type WebhookWire = Static<typeof Webhook>;
