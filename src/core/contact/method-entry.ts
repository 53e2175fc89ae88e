/** Making and changing one phone number or e-mail address of a contact. */
import type { ChangeEnvironment } from './change-environment.ts';
import type { MethodEntry, MethodPatch } from './contact-patch.ts';
import type { ContactMethod, MethodKind } from './contact.ts';
import { parseMethodValue } from './method-key.ts';

export function newMethod(
  kind: MethodKind,
  entry: MethodEntry,
  env: ChangeEnvironment,
  id = env.newId(),
): ContactMethod {
  return {
    id,
    kind,
    type: entry.type ?? '',
    label: entry.label ?? null,
    ...parseMethodValue(kind, entry.value, env.region),
    position: Number.MAX_SAFE_INTEGER,
    isPrimary: entry.isPrimary ?? false,
    memo: entry.memo ?? null,
    referenceId: entry.referenceId ?? null,
    createdAt: env.at,
    createdBy: env.by,
    updatedAt: env.at,
    updatedBy: env.by,
    fromContactId: null,
    shadowOf: null,
  };
}

/** The method with the patch applied; the same object when nothing differs. */
export function patched(
  method: ContactMethod,
  patch: MethodPatch,
  env: ChangeEnvironment,
): ContactMethod {
  const kind = patch.kind ?? method.kind;
  const value = patch.value ?? method.value;
  const isReread = value !== method.value || kind !== method.kind;
  const next: ContactMethod = {
    ...method,
    ...withoutUndefined(patch),
    kind,
    ...(isReread ? parseMethodValue(kind, value, env.region) : {}),
  };
  return isSameMethod(method, next) ? method : { ...next, updatedAt: env.at, updatedBy: env.by };
}

/** A key that is there but undefined says nothing. */
function withoutUndefined(patch: MethodPatch): MethodPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function isSameMethod(a: ContactMethod, b: ContactMethod): boolean {
  return (
    a.kind === b.kind &&
    a.value === b.value &&
    a.type === b.type &&
    a.label === b.label &&
    a.isPrimary === b.isPrimary &&
    a.memo === b.memo &&
    a.referenceId === b.referenceId
  );
}
