/**
 * What becomes of a contact's number or address, decided on the contact as it stands. The vendor looks at the child's id
 * alone; here it has to be a child of the contact in the path, and none is stored twice.
 */
import type { MethodEntry, MethodPatch, MethodWrite } from '../../../core/contact/contact-patch.ts';
import { methodsOf } from '../../../core/contact/contact-view.ts';
import type { Contact, ContactMethod, MethodKind } from '../../../core/contact/contact.ts';
import { parseMethodValue } from '../../../core/contact/method-key.ts';
import { isSameNumber } from '../../../core/contact/method-match.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Region } from '../../../core/workspace/workspace.ts';
import { refusal } from '../problem.ts';

type Decision = (before: Contact) => MethodWrite;

export function addition(kind: MethodKind, entry: MethodEntry, region: Region): Decision {
  return (before) => {
    assertNew(methodsOf(before, kind), entry.value, region);
    return { op: 'add', kind, entry };
  };
}

export function change(kind: MethodKind, id: Uuid, patch: MethodPatch, region: Region): Decision {
  return (before) => {
    const current = ownChild(before, kind, id);
    const others = methodsOf(before, kind).filter(
      (method) => method.id !== current.id && method.id !== current.shadowOf,
    );
    if (patch.value !== undefined) assertNew(others, patch.value, region);
    return { op: 'patch', id, patch };
  };
}

export function removal(kind: MethodKind, id: Uuid): Decision {
  return (before) => ({ op: 'remove', id: ownChild(before, kind, id).id });
}

function ownChild(contact: Contact, kind: MethodKind, id: Uuid): ContactMethod {
  // Also one that a merge has hidden behind an equal one: its id is still known to whoever wrote it.
  const found = contact.methods.find((method) => method.kind === kind && method.id === id);
  if (!found) throw refusal(kind === 'phone' ? 'number-unknown' : 'email-unknown');
  return found;
}

function assertNew(methods: readonly ContactMethod[], value: string, region: Region): void {
  const [first] = methods;
  if (!first) return;
  const parsed = parseMethodValue(first.kind, value, region);
  if (methods.some((method) => isSameNumber(method, parsed))) throw refusal('address-exists');
}
