/** `POST /api/v1/contacts/batch`: up to 1,000 contacts, each on its own. */
import type { ContactDraft } from '../../../../core/contact/contact-patch.ts';
import { IdTaken } from '../../../../core/errors.ts';
import type { CreateOutcome } from '../../../../core/service/contact-service.ts';
import type { TenantContext } from '../../../../core/tenant-context.ts';
import type { Uuid } from '../../../../core/value/identifier.ts';
import { type Failure, InternalFailure, isFailure } from '../../../../http/failure.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../../http/plugin.ts';
import { toProblem } from '../../problem/problem.ts';
import { type Attempt, once } from '../../request/idempotency.ts';
import { toDraft } from '../mapping/to-core.ts';
import { BatchCreate, BatchReply, type BatchResultWire } from '../schema/batch.ts';
import { ContactCreate, type ContactCreateWire } from '../schema/contact.ts';

const bodyLimit = 16 * 1024 * 1024;

export function batchRoute(app: DialectApp, services: DialectServices): void {
  const check = makeItemCheck(app);
  app.post(
    '/api/v1/contacts/batch',
    {
      config: needs('bulk'),
      bodyLimit,
      schema: {
        summary: 'Create many contacts',
        description:
          'Each item is created or refused on its own, and answered in the order sent. With an Idempotency-Key a ' +
          'call repeated after a crash creates only what is missing.',
        tags: ['Contacts'],
        body: BatchCreate,
        response: { 200: BatchReply },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async (attempt) => {
        const context = tenantOf(request);
        const results = await createAll(services, context, {
          items: request.body.contacts,
          check,
          attempt,
        });
        const created = results.filter((result) => result.problem === undefined).length;
        return { created, failed: results.length - created, results };
      }),
  );
}

/** Why an item is not of the right shape; null when it is. */
type ItemCheck = (item: ContactCreateWire) => Failure | null;

/** The dialect's own validator, so that an item is refused in the same words as a single contact. */
function makeItemCheck(app: DialectApp): ItemCheck {
  const validate = app.validatorCompiler?.({
    schema: ContactCreate,
    method: 'POST',
    url: '/api/v1/contacts',
    httpPart: 'body',
  });
  return (item) => {
    const result: unknown = validate?.(item);
    const hasError = typeof result === 'object' && result !== null && 'error' in result;
    return hasError && isFailure(result.error) ? result.error : null;
  };
}

interface Batch {
  readonly items: readonly ContactCreateWire[];
  readonly check: ItemCheck;
  readonly attempt: Attempt;
}

async function createAll(
  { hub }: DialectServices,
  context: TenantContext,
  { items, check, attempt }: Batch,
): Promise<BatchResultWire[]> {
  const prepared = items.map((item, index) => prepare(item, check, attempt.item(index)));
  const drafts = prepared.flatMap((each) => ('draft' in each ? [each.draft] : []));
  const outcomes = (await hub.contacts.createMany(context, drafts)).values();
  return prepared.map((each, index) => {
    const outcome = 'draft' in each ? outcomes.next().value : each;
    return toResult(index, outcome, items[index]);
  });
}

/** An item as a draft, or why it is none. */
type Prepared = { readonly draft: ContactDraft } | { readonly error: Failure };

function prepare(item: ContactCreateWire, check: ItemCheck, own: { readonly id?: Uuid }): Prepared {
  const wrong = check(item);
  if (wrong) return { error: wrong };
  try {
    return { draft: { ...toDraft(item), ...own } };
  } catch (error) {
    if (isFailure(error)) return { error };
    throw error;
  }
}

type Outcome = CreateOutcome | { readonly error: Failure };

/** An id that is taken was taken by an earlier attempt of this very call, since ids come from its key. */
function toResult(index: number, outcome: Outcome | undefined, body: unknown): BatchResultWire {
  if (outcome && 'contact' in outcome) {
    const { id, version } = outcome.contact;
    return { index, status: 201, id, version };
  }
  const error = outcome?.error;
  if (error instanceof IdTaken) return { index, status: 201, id: error.id };
  const { errors, ...problem } = toProblem(isFailure(error) ? error : new InternalFailure(), body);
  return {
    index,
    status: problem.status,
    problem: { ...problem, ...(errors ? { errors: [...errors] } : {}) },
  };
}
