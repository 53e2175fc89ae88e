/** Changing the contact that has an e-mail or phone already, else making one: as vendors do that match by address. */
import type { ContactPatch, MethodWrite } from '../contact/contact-patch.ts';
import type { Contact, MethodKind } from '../contact/contact.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { createContactIn, updateContactIn } from './contact-writer.ts';

/** E-mail before phone. */
const order: readonly MethodKind[] = ['email', 'phone'];

export interface UpsertOutcome {
  readonly contact: Contact;
  readonly created: boolean;
}

/**
 * The first of the e-mail and the phone that somebody has decides who is meant. What the other one is of somebody else is
 * not written, nor is what `keep` names: that is for new contacts.
 */
export async function upsertContactIn(
  unit: UnitOfWork,
  context: TenantContext,
  patch: ContactPatch,
  keep: readonly (keyof ContactPatch)[],
): Promise<UpsertOutcome> {
  const owners = await ownersOf(unit, context, patch.methods ?? []);
  const match = order.map((kind) => owners.get(kind)).find((owner) => owner !== undefined);
  if (!match) return { contact: await createContactIn(unit, context, patch), created: true };
  const free = (patch.methods ?? []).filter((write) => isFreeFor(match.id, write, owners));
  const written = Object.fromEntries(
    Object.entries({ ...patch, methods: free }).filter(
      ([name]) => !keep.some((one) => one === name),
    ),
  );
  return {
    contact: await updateContactIn(unit, context, match, { patch: written }),
    created: false,
  };
}

/** By kind, the oldest contact that has the address or number. */
async function ownersOf(
  unit: UnitOfWork,
  context: TenantContext,
  writes: readonly MethodWrite[],
): Promise<ReadonlyMap<MethodKind, Contact>> {
  const owners = new Map<MethodKind, Contact>();
  for (const write of writes) {
    if (write.op !== 'slot' || write.value === null) continue;
    const { key } = parseMethodValue(write.kind, write.value, context.workspace.region);
    const [owner] = await unit.contacts.withKeys(write.kind, [key]);
    if (owner) owners.set(write.kind, owner);
  }
  return owners;
}

function isFreeFor(
  id: Uuid,
  write: MethodWrite,
  owners: ReadonlyMap<MethodKind, Contact>,
): boolean {
  const owner = write.op === 'slot' ? owners.get(write.kind) : undefined;
  return owner === undefined || owner.id === id;
}
