/** `/api_1.0/jobcontact.json`: the people of a job. Every success is 200. */
import { Type } from 'typebox';
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { jobContactFields } from '../list/job-contact-fields.ts';
import { listRecords, toListRequest } from '../list/list-records.ts';
import { toCore, toCoreDraft, toWire } from '../mapping.ts';
import {
  JobContactCreate,
  JobContactRecord,
  JobContactUpdate,
  ListParameters,
  RecordParams,
  Result,
} from '../schema.ts';
import {
  assertSameId,
  done,
  recordId,
  refused,
  refusedOrMissing,
  sayId,
  sayNext,
} from './record.ts';

const collection = '/api_1.0/jobcontact.json';
const record = '/api_1.0/jobcontact/:uuid.json';

export function registerJobContacts(app: DialectApp, hub: Hub): void {
  registerReads(app, hub);
  registerWrites(app, hub);
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    collection,
    {
      config: needs('link.read'),
      schema: {
        operationId: 'listJobContacts',
        summary: 'List job contacts',
        querystring: ListParameters,
        response: { 200: Type.Array(JobContactRecord), ...refused },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { timeZone } = context.workspace;
      const wanted = toListRequest(request.query, jobContactFields, timeZone);
      const page = await listRecords((query) => hub.jobContacts.list(context, query), wanted);
      return sayNext(reply, page).map((link) => toWire(link, timeZone));
    },
  );
  app.get(
    record,
    {
      config: needs('link.read'),
      schema: {
        operationId: 'getJobContacts',
        summary: 'Get a job contact',
        params: RecordParams,
        response: { 200: JobContactRecord, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const link = await hub.jobContacts.get(context, recordId(request.params, 'job-contact'));
      return toWire(link, context.workspace.timeZone);
    },
  );
}

function registerWrites(app: DialectApp, hub: Hub): void {
  app.post(
    collection,
    {
      config: needs('link.write'),
      schema: {
        operationId: 'createJobContacts',
        summary: 'Create a job contact',
        body: JobContactCreate,
        response: { 200: Result, ...refused },
      },
    },
    async (request, reply) => {
      const { id } = await hub.jobContacts.create(tenantOf(request), toCoreDraft(request.body));
      return sayId(reply, id);
    },
  );
  app.post(
    record,
    {
      config: needs('link.write'),
      schema: {
        operationId: 'updateJobContacts',
        summary: 'Change a job contact',
        params: RecordParams,
        body: JobContactUpdate,
        response: { 200: Result, ...refusedOrMissing },
      },
    },
    async (request, reply) => {
      const id = recordId(request.params, 'job-contact');
      assertSameId(id, request.body);
      await hub.jobContacts.update(tenantOf(request), id, toCore(request.body));
      return sayId(reply, id);
    },
  );
  app.delete(
    record,
    {
      config: needs('link.write'),
      schema: {
        operationId: 'deleteJobContacts',
        summary: 'Delete a job contact',
        params: RecordParams,
        response: { 200: Result, ...refusedOrMissing },
      },
    },
    async (request) => {
      await hub.jobContacts.remove(tenantOf(request), recordId(request.params, 'job-contact'));
      return done;
    },
  );
}
