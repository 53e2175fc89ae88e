/** Wire shapes of followers, campaigns and workflows. */
import { Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const text = Type.String();
const texts = Type.Array(text);
const traceId = text;

export const FollowersBody = Type.Object(
  { followers: Type.Array(Type.String({ minLength: 1 }), { maxItems: 500 }) },
  strict,
);
export const AddedFollowers = Type.Object({ followers: texts, followersAdded: texts, traceId });
export const RemovedFollowers = Type.Object({ followers: texts, followersRemoved: texts, traceId });

export const CampaignParams = Type.Object({ contactId: text, campaignId: text });
/** Empty, says the vendor. */
export const CampaignBody = Type.Object({}, strict);

export const WorkflowParams = Type.Object({ contactId: text, workflowId: text });
export const WorkflowBody = Type.Object(
  { eventStartTime: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] })) },
  strict,
);
