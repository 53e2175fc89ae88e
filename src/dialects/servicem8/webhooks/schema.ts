/** Wire shapes of webhook subscriptions. */
import { Type, type Static } from 'typebox';

const text = Type.Optional(Type.String());

/** Parameters come in a body (form or JSON), in the query, or some here and some there. */
const shared = { callback_url: text, unique_id: text, secret: text };
const forObject = {
  object: text,
  fields: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
  ...shared,
};
const forEvent = { event: text, ...shared };

export const ObjectSubscription = Type.Object(forObject);
export const EventSubscription = Type.Object(forEvent);
/** A request may have no body at all. */
export const ObjectSubscriptionBody = Type.Union([Type.Object(forObject), Type.Null()]);
export const EventSubscriptionBody = Type.Union([Type.Object(forEvent), Type.Null()]);
export type SubscriptionParameters = Static<typeof ObjectSubscription> &
  Static<typeof EventSubscription>;

const named = { object: text, unique_id: text };
export const ObjectName = Type.Object(named);
export const ObjectNameBody = Type.Union([Type.Object(named), Type.Null()]);

export const StatusParameter = Type.Object({
  status: Type.Optional(Type.Enum(['active', 'inactive', 'all'])),
});
export const SubscriptionParams = Type.Object({ uuid: Type.String() });

export const SubscriptionRecord = Type.Object(
  {
    uuid: Type.String(),
    type: Type.Enum(['object', 'event']),
    object: Type.Optional(Type.String()),
    event: Type.Optional(Type.String()),
    fields: Type.Optional(Type.Array(Type.String())),
    callback_url: Type.String(),
    unique_id: Type.String(),
    active: Type.Boolean(),
    last_failure_reason: Type.Union([Type.String(), Type.Null()]),
    last_failure_at: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'WebhookSubscription' },
);
export type SubscriptionRecord = Static<typeof SubscriptionRecord>;

export const Success = Type.Object({ success: Type.Boolean() });
export const Refusal = Type.Object({ success: Type.Boolean(), message: Type.String() });
