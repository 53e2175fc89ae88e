/** Sends the five requests, and gives everyone a job. */
import { randomUUID } from 'node:crypto';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { fromBase62Id, normalizeUuid, toBase62Id } from '../../src/core/value/identifier.ts';
import type { Apis } from './api.ts';
import * as fixture from './fixture.ts';
import { at, isList, type Json, textAt } from './json.ts';

/** The five rows of the table, by the API that the person was written through. */
export const writers = ['servicem8', 'unified', 'servicetitan', 'voipbin', 'highlevel'] as const;
export type Writer = (typeof writers)[number];

/** Where one person is found: the contact, and the job with the link between the two. */
export interface Person {
  readonly contactId: string;
  readonly jobId: string;
  readonly jobContactId: string;
}

/** What had to be there before the requests, by the ids that the sandbox gave it. */
export interface Preparation {
  readonly locationId: string;
  readonly tagId: string;
  readonly fieldId: string;
}

export type People = Readonly<Record<Writer, Person>>;

/** The tag and the custom field that two of the requests name by id: found, or made at the first run. */
export async function prepare({ native }: Apis, sandbox: SandboxFile): Promise<Preparation> {
  const { key } = fixture.customField;
  const tag = { name: fixture.voipbinTag };
  const tags = await native.get(`/tags?name=${tag.name}`);
  const fields = await native.get('/custom-fields?limit=200');
  const known = { tag: idOf(tags, 'name', tag.name), field: idOf(fields, 'key', key) };
  const fieldId =
    known.field ?? textAt(await native.post('/custom-fields', fixture.customField), 'id');
  return {
    locationId: sandbox.highlevel.locationId,
    tagId: known.tag ?? textAt(await native.post('/tags', tag), 'id'),
    fieldId: highlevelId(fieldId),
  };
}

/** Of the item of a page whose member has the value. */
function idOf(page: Json, member: string, value: string): string | undefined {
  const items = at(page, 'data');
  const found = isList(items) ? items.find((item) => at(item, member) === value) : undefined;
  return found === undefined ? undefined : textAt(found, 'id');
}

/** How HighLevel's clients write the id of a record: 20 letters and digits instead of a UUID. */
export function highlevelId(id: string): string {
  const uuid = normalizeUuid(id);
  if (uuid === null) throw new Error(`${id} is no UUID`);
  return toBase62Id(uuid);
}

/** The requests of the five vendors' pages, in the order of the table's rows. */
export async function writeAll(apis: Apis, preparation: Preparation): Promise<People> {
  const { unified, servicetitan, voipbin, highlevel } = apis;
  const { locationId, tagId, fieldId } = preparation;
  const customFields = [{ id: fieldId, value: fixture.highlevelFieldValue }];
  return {
    servicem8: await writeJobContact(apis),
    unified: await withJob(apis, [
      await unified.post('/crm/contacts', fixture.unified),
      'contact',
      'id',
    ]),
    servicetitan: await withJob(apis, [
      await servicetitan.post('/contacts', fixture.servicetitan),
      'id',
    ]),
    voipbin: await withJob(apis, [
      await voipbin.post('/contacts', { ...fixture.voipbin, tag_ids: [tagId] }),
      'id',
    ]),
    highlevel: await withJob(apis, [
      await highlevel.post('/contacts/', { ...fixture.highlevel, locationId, customFields }),
      'contact',
      'id',
    ]),
  };
}

/** ServiceM8 has no person without a job, so there the job comes first. */
async function writeJobContact({ servicem8, native }: Apis): Promise<Person> {
  const jobId = randomUUID();
  const jobContactId = randomUUID();
  await servicem8.post('/job.json', { uuid: jobId, ...fixture.servicem8Job });
  await servicem8.post('/jobcontact.json', {
    job_uuid: jobId,
    ...fixture.servicem8,
    uuid: jobContactId,
  });
  const link = await native.get(`/job-contacts/${jobContactId}`);
  return { contactId: textAt(link, 'contactId'), jobId, jobContactId };
}

/** A job through the native API for the contact whose id stands at the path of the reply. */
async function withJob({ native }: Apis, [reply, ...path]: [Json, ...string[]]): Promise<Person> {
  const shown = textAt(reply, ...path);
  const contactId = fromBase62Id(shown) ?? shown;
  const jobId = textAt(await native.post('/jobs', fixture.job), 'id');
  const link = await native.post('/job-contacts', { jobId, role: 'job', contactId });
  return { contactId, jobId, jobContactId: textAt(link, 'id') };
}
