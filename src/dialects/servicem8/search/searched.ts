/** The objects that can be searched: what of them is looked through, and how a hit reads. */
import type { Capability } from '../../../core/capability.ts';
import type { Hub } from '../../../core/hub.ts';
import type { RecordListQuery } from '../../../core/port/list-query.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Instant } from '../../../core/value/instant.ts';
import * as companies from '../company/mapping.ts';
import { CompanyRecord } from '../company/schema.ts';
import * as jobs from '../job/mapping.ts';
import { JobInformation } from '../job/schema.ts';
import type { SearchResult } from './schema.ts';
import { highlightsOf } from './words.ts';

/** A hit, and when its record changed last. */
export interface Hit {
  readonly changedAt: Instant;
  readonly result: SearchResult;
}

export interface Searched {
  /** Null: any credential of the dialect may search it. */
  readonly needs: Capability | null;
  /** Those changed last first. */
  find(hub: Hub, context: TenantContext, sought: Sought): Promise<readonly Hit[]>;
}

export interface Sought {
  readonly words: readonly string[];
  readonly limit: number;
}

/** Active records that have every word somewhere. */
function queryFor({ words, limit }: Sought): RecordListQuery {
  return {
    filters: [
      { field: 'active', op: 'eq', value: true },
      ...words.map((value) => ({ field: 'text', op: 'eq', value }) as const),
    ],
    sort: { field: 'updatedAt', direction: 'desc' },
    limit,
  };
}

const jobTexts = [
  'generated_job_id',
  'purchase_order_number',
  'job_address',
  'billing_address',
  'job_description',
  'work_done_description',
  ...Object.keys(JobInformation.properties),
];

const job: Searched = {
  needs: 'job.read',
  async find(hub, context, sought) {
    const { items } = await hub.jobs.list(context, queryFor(sought));
    return items.map((record) => {
      const wire = jobs.toWire(record, context.workspace.timeZone);
      const [about = ''] = (wire.job_description || wire.job_address).split('\n');
      const number = `Job ${wire.generated_job_id}`;
      const title = about === '' ? number : `${number}: ${about}`;
      const highlights = highlightsOf(wire, jobTexts, sought.words);
      return {
        changedAt: record.updatedAt,
        result: { uuid: wire.uuid, type: 'job', title, highlights },
      };
    });
  },
};

const notSearched: readonly string[] = ['uuid', 'active', 'edit_date', 'badges'];
const companyTexts = Object.keys(CompanyRecord.properties).filter(
  (name) => !notSearched.includes(name) && !name.endsWith('_uuid'),
);

const company: Searched = {
  needs: 'account.read',
  async find(hub, context, sought) {
    const { items } = await hub.accounts.list(context, queryFor(sought));
    return items.map((record) => {
      const wire = companies.toWire(record, context.workspace.timeZone);
      const highlights = highlightsOf(wire, companyTexts, sought.words);
      return {
        changedAt: record.updatedAt,
        result: { uuid: wire.uuid, type: 'company', title: wire.name, highlights },
      };
    });
  },
};

/** For objects of which there are no records here. */
const nothing: Searched = { needs: null, find: async () => [] };

/** By the vendor's names. Contacts of any kind are not among them. */
export const searched: ReadonlyMap<string, Searched> = new Map([
  ['job', job],
  ['company', company],
  ['material', nothing],
  ['knowledgearticle', nothing],
  ['attachment', nothing],
  ['formresponse', nothing],
  ['asset', nothing],
  ['materialbundle', nothing],
]);
