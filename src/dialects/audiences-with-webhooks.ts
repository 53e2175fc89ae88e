/** Every API with how its subscribers are told of changes: what a runtime is opened with. */
import { audiences } from './audiences.ts';
import { webhooks as highlevel } from './highlevel/webhooks/rules.ts';
import { webhooks as servicem8 } from './servicem8/webhooks/rules.ts';

const rules = new Map([
  ['servicem8', servicem8],
  ['highlevel', highlevel],
]);

export const audiencesWithWebhooks = audiences.map((audience) => {
  const webhooks = rules.get(audience.name);
  return webhooks === undefined ? audience : { ...audience, webhooks };
});
