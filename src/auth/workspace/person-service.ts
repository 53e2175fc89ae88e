/** The people of a workspace: who signs in with a browser or at VoIPBIN's login. */
import { requireCapability } from '../../core/capability.ts';
import { InvalidInput } from '../../core/errors.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Principal, Role } from '../../core/workspace/principal.ts';
import { textProblem } from '../../core/value/text.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { newUuid, randomText } from '../token/new-id.ts';
import { hashPassword } from '../token/password.ts';

const longestName = 200;
const emailForm = /^[^\s@]+@[^\s@]+$/;
const longestEmail = 320;

export interface PersonDraft {
  readonly name: string;
  /** Signs in with it, in any letter case. */
  readonly email: string;
  readonly role: Role;
}

export interface NewPerson {
  readonly principal: Principal;
  /** Made here, stored as a hash: shown now or never. */
  readonly password: string;
}

export class PersonService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** A person with a role in the caller's workspace. Throws `InvalidInput`, and `AlreadyExists` for a known address. */
  async create(context: TenantContext, draft: PersonDraft): Promise<NewPerson> {
    requireCapability(context, 'keys.manage');
    requireCapability(context, 'settings');
    const name = draft.name.trim();
    const email = draft.email.trim();
    checkDraft(name, email);
    // Before the transaction: hashing takes longer than all the rest.
    const password = randomText(20);
    const passwordHash = await hashPassword(password);
    const { store, clock } = this.#environment;
    const principal = await store.atomically(async (inner) => {
      const person = await inner.principals.insert(
        {
          id: newUuid(clock),
          kind: 'person',
          displayName: name,
          email,
          username: email.toLowerCase(),
          createdAt: clock.now(),
        },
        passwordHash,
      );
      const { tenantId, workspace } = context;
      const { organisationId } = workspace;
      await inner.principals.grantRole({
        principalId: person.id,
        organisationId,
        tenantId,
        role: draft.role,
      });
      return person;
    });
    return { principal, password };
  }
}

function checkDraft(name: string, email: string): void {
  if (name === '' || name.length > longestName || textProblem(name) !== null) {
    throw InvalidInput.of('name', `must be 1 to ${longestName} characters of plain text`);
  }
  const isFine = emailForm.test(email) && email.length <= longestEmail;
  if (!isFine || textProblem(email) !== null) {
    throw InvalidInput.of('email', 'must be an e-mail address');
  }
}
