/** What a contact takes part in. */
import { InvalidInput, NotFound } from '../errors.ts';
import type { ChangeEnvironment } from './change-environment.ts';
import type { MembershipWrite } from './contact-patch.ts';
import type { Membership } from './contact.ts';

const mostMemberships = 1_000;

/** The list with the writes applied. @throws NotFound for leaving what the contact is not in, InvalidInput */
export function applyMembershipWrites(
  before: readonly Membership[],
  writes: readonly MembershipWrite[],
  env: ChangeEnvironment,
): readonly Membership[] {
  return writes.reduce((list, write) => apply(list, write, env), before);
}

function apply(
  list: readonly Membership[],
  write: MembershipWrite,
  env: ChangeEnvironment,
): readonly Membership[] {
  if (write.op === 'leave-all') return list.filter(({ program }) => program !== write.program);
  const known = list.find(
    ({ program, programId }) => program === write.program && programId === write.programId,
  );
  if (write.op === 'join') return join(list, known, write, env);
  if (!known) throw new NotFound('membership', write.programId);
  return list.filter((membership) => membership !== known);
}

function join(
  list: readonly Membership[],
  known: Membership | undefined,
  { program, programId, eventStartAt }: Extract<MembershipWrite, { op: 'join' }>,
  env: ChangeEnvironment,
): readonly Membership[] {
  if (known) {
    if (eventStartAt === undefined) return list;
    return list.map((one) => (one === known ? { ...one, eventStartAt } : one));
  }
  if (list.length >= mostMemberships)
    throw InvalidInput.of('memberships', `must be at most ${mostMemberships}`);
  const joined = {
    id: env.newId(),
    program,
    programId,
    eventStartAt: eventStartAt ?? null,
    addedAt: env.at,
    addedBy: env.by,
  };
  return [...list, joined];
}
