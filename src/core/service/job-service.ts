/** The use cases of jobs. */
import { requireCapability } from '../capability.ts';
import { mergeExtra } from '../contact/apply-patch.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import { emptyJobContactValues, type Job, type JobDraft, type JobPatch } from '../job/job.ts';
import type { Page, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { assertFree, assertVersion } from './contact-writer.ts';
import { stamped } from './stamp.ts';

export class JobService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws InvalidInput for an unknown account, IdTaken for a used client-chosen id. */
  async create(context: TenantContext, draft: JobDraft): Promise<Job> {
    requireCapability(context, 'job.create');
    return this.#store.write(context, { jobIds: draft.id ? [draft.id] : [] }, async (unit) => {
      if (draft.id) await assertFree(unit.jobs, 'job', draft.id);
      const job = applyJobPatch(await emptyJob(unit, context, draft), draft);
      assertStorable(job);
      await assertAccount(unit, job.accountId);
      unit.jobs.insert(job);
      return job;
    });
  }

  /** Ended jobs too (`active: false`). @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<Job> {
    requireCapability(context, 'job.read');
    const job = await this.#store.jobs.find(context, id);
    if (!job) throw new NotFound('job', id);
    return job;
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Job>> {
    requireCapability(context, 'job.read');
    return this.#store.jobs.list(context, query);
  }

  /** A sparse update; nothing is written when nothing differs. @throws NotFound, InvalidInput, VersionConflict */
  async update(
    context: TenantContext,
    id: Uuid,
    patch: JobPatch,
    options: { ifVersion?: number } = {},
  ): Promise<Job> {
    requireCapability(context, 'job.write');
    return this.#store.write(context, { jobIds: [id] }, async (unit) => {
      const before = await unit.jobs.find(id);
      if (!before) throw new NotFound('job', id);
      assertVersion(before, options.ifVersion);
      const after = applyJobPatch(before, patch);
      if (changedKeys(before, after).length === 0) return before;
      assertStorable(after);
      if (after.accountId !== before.accountId) await assertAccount(unit, after.accountId);
      const written = stamped(unit, context, after);
      unit.jobs.update(before, written, before.active && !after.active ? { type: 'deleted' } : {});
      return written;
    });
  }

  /** Soft: the job stays readable with `active: false`, and an update with `active: true` brings it back. */
  remove(context: TenantContext, id: Uuid, options: { ifVersion?: number } = {}): Promise<Job> {
    return this.update(context, id, { active: false }, options);
  }
}

async function emptyJob(unit: UnitOfWork, context: TenantContext, draft: JobDraft): Promise<Job> {
  return {
    id: draft.id ?? unit.newId(),
    number: await unit.nextNumber(),
    status: draft.status,
    date: null,
    description: '',
    workDone: '',
    address: '',
    billingAddress: '',
    accountId: null,
    contactInformation: {
      job: emptyJobContactValues,
      billing: emptyJobContactValues,
      'property-manager': emptyJobContactValues,
    },
    extra: {},
    active: true,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}

function applyJobPatch(before: Job, patch: JobPatch): Job {
  return {
    ...before,
    status: patch.status ?? before.status,
    date: patch.date === undefined ? before.date : patch.date,
    description: patch.description ?? before.description,
    workDone: patch.workDone ?? before.workDone,
    address: patch.address ?? before.address,
    billingAddress: patch.billingAddress ?? before.billingAddress,
    accountId: patch.accountId === undefined ? before.accountId : patch.accountId,
    extra: patch.extra ? mergeExtra(before.extra, patch.extra) : before.extra,
    active: patch.active ?? before.active,
  };
}

async function assertAccount(unit: UnitOfWork, accountId: Uuid | null): Promise<void> {
  if (accountId !== null && !(await unit.accounts.find(accountId))) {
    throw InvalidInput.of('accountId', `no account has the id ${accountId}`);
  }
}
