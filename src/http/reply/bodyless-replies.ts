/**
 * What is answered where a vendor answers a success with nothing: `empty`, as the vendor does, or `object`, a `{}` for
 * clients that read JSON out of every reply.
 */
export const bodylessReplies = ['empty', 'object'] as const;
export type BodylessReplies = (typeof bodylessReplies)[number];
