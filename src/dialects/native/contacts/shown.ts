/** A contact as it is sent. */
import type { FastifyReply } from 'fastify';
import type { Contact } from '../../../core/contact/contact.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { DialectServices } from '../../../http/plugin.ts';
import { tagged } from '../request/entity-tag.ts';
import { fieldKeysFor, haveFields } from './field-keys.ts';
import { toWire } from './mapping/to-wire.ts';
import type { ContactWire } from './schema/contact.ts';

/** The contact as sent, with its tag on the reply. */
export async function shown(
  { hub }: DialectServices,
  context: TenantContext,
  reply: FastifyReply,
  contact: Contact,
): Promise<ContactWire> {
  const keys = await fieldKeysFor(hub, context, haveFields([contact]));
  return toWire(tagged(reply, contact), keys);
}
