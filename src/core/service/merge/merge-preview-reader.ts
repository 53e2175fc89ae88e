/** Reads what a merge would do. */
import { methodsOf } from '../../contact/contact-view.ts';
import type { Contact } from '../../contact/contact.ts';
import { isOpenJob } from '../../job/job.ts';
import {
  contradictions,
  type MergePreview,
  type MergeWarning,
  previewFields,
} from '../../merge/merge-preview.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { areDistinct, type MergePlan, type MergeRequest, planMerge } from './merge-plan.ts';

export async function previewMerge(
  unit: UnitOfWork,
  context: TenantContext,
  request: MergeRequest,
): Promise<MergePreview> {
  const plan = await planMerge(unit, context, request);
  const { survivor, loser, result, preferences } = plan;
  return {
    survivor,
    loser,
    result,
    preferences,
    fields: previewFields(survivor, loser, result),
    moves: await movesOf(unit, plan),
    warnings: await warningsOf(unit, survivor, loser),
  };
}

function shownMethods(contact: Contact): number {
  return methodsOf(contact, 'phone').length + methodsOf(contact, 'email').length;
}

async function movesOf(
  unit: UnitOfWork,
  { survivor, loser, result }: MergePlan,
): Promise<MergePreview['moves']> {
  const methods = shownMethods(result) - shownMethods(survivor);
  return {
    methods,
    hiddenMethods: loser.methods.length - methods,
    addresses: result.addresses.length - survivor.addresses.length,
    tags: result.tags.length - survivor.tags.length,
    notes: (await unit.notes.ofContact(loser.id)).length,
    tasks: (await unit.tasks.ofContact(loser.id)).length,
    jobContacts: (await unit.jobContacts.ofContact(loser.id)).length,
    relations: (await unit.relations.ofContact(loser.id)).length,
  };
}

export async function warningsOf(
  unit: UnitOfWork,
  one: Contact,
  other: Contact,
): Promise<readonly MergeWarning[]> {
  const distinct = await areDistinct(unit, one.id, other.id);
  const busy = (await openJobsOf(unit, one.id)) > 0 && (await openJobsOf(unit, other.id)) > 0;
  return [
    ...(distinct ? (['not-the-same-person'] as const) : []),
    ...contradictions(one, other),
    ...(busy ? (['both-have-open-jobs'] as const) : []),
  ];
}

/** How many open jobs show the person. */
export async function openJobsOf(unit: UnitOfWork, id: Uuid): Promise<number> {
  const links = (await unit.jobContacts.ofContact(id)).filter(({ active }) => active);
  const ids = [...new Set(links.map(({ jobId }) => jobId))];
  return (await unit.jobs.findMany(ids)).filter(isOpenJob).length;
}
