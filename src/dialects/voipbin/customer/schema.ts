/** Whose contacts they are, and who is asking: the members that exist here, in the vendor's order. */
import { Type } from 'typebox';
import { Id, NullableText } from '../schema.ts';

export const Customer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  detail: Type.String(),
  webhook_method: Type.String(),
  webhook_uri: Type.String(),
  email_verified: Type.Boolean(),
  status: Type.String({ description: 'active' }),
  tm_create: Type.String(),
  tm_update: NullableText,
  tm_delete: NullableText,
});

export const CustomerList = Type.Object({
  result: Type.Array(Customer),
  next_page_token: Type.String({ description: 'tm_create of the last row; empty without rows' }),
});

export const CustomerParams = Type.Object({ id: Id });

export const Agent = Type.Object({
  id: Type.String(),
  customer_id: Type.String(),
  permission: Type.Integer({ description: '16 agent, 32 customer admin, 64 customer manager' }),
  tag_ids: Type.Array(Type.String()),
  addresses: Type.Array(Type.String()),
});
