/** `/api_1.0/job.json`: jobs, with the contact information that their contacts feed. Every success is 200. */
import { Type } from 'typebox';
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { jobFields } from '../list/job-fields.ts';
import { listRecords, toListRequest } from '../list/list-records.ts';
import { toCore, toCoreDraft, toWire } from '../job/mapping.ts';
import { JobCreate, JobRecord, JobUpdate } from '../job/schema.ts';
import { ListParameters, RecordParams, Result } from '../schema.ts';
import {
  assertSameId,
  done,
  recordId,
  refused,
  refusedOrMissing,
  sayId,
  sayNext,
} from './record.ts';

const collection = '/api_1.0/job.json';
const record = '/api_1.0/job/:uuid.json';

export function registerJobs(app: DialectApp, hub: Hub): void {
  registerReads(app, hub);
  registerWrites(app, hub);
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    collection,
    {
      config: needs('job.read'),
      schema: {
        operationId: 'listJobs',
        summary: 'List jobs',
        querystring: ListParameters,
        response: { 200: Type.Array(JobRecord), ...refused },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { timeZone } = context.workspace;
      const wanted = toListRequest(request.query, jobFields, timeZone);
      const page = await listRecords((query) => hub.jobs.list(context, query), wanted);
      return sayNext(reply, page).map((job) => toWire(job, timeZone));
    },
  );
  app.get(
    record,
    {
      config: needs('job.read'),
      schema: {
        operationId: 'getJobs',
        summary: 'Get a job',
        params: RecordParams,
        response: { 200: JobRecord, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const job = await hub.jobs.get(context, recordId(request.params, 'job'));
      return toWire(job, context.workspace.timeZone);
    },
  );
}

function registerWrites(app: DialectApp, hub: Hub): void {
  app.post(
    collection,
    {
      config: needs('job.create'),
      schema: {
        operationId: 'createJobs',
        summary: 'Create a job',
        body: JobCreate,
        response: { 200: Result, ...refused },
      },
    },
    async (request, reply) => {
      const { id } = await hub.jobs.create(tenantOf(request), toCoreDraft(request.body));
      return sayId(reply, id);
    },
  );
  app.post(
    record,
    {
      config: needs('job.write'),
      schema: {
        operationId: 'updateJobs',
        summary: 'Change a job',
        params: RecordParams,
        body: JobUpdate,
        response: { 200: Result, ...refusedOrMissing },
      },
    },
    async (request, reply) => {
      const id = recordId(request.params, 'job');
      assertSameId(id, request.body);
      await hub.jobs.update(tenantOf(request), id, toCore(request.body));
      return sayId(reply, id);
    },
  );
  app.delete(
    record,
    {
      config: needs('job.write'),
      schema: {
        operationId: 'deleteJobs',
        summary: 'Delete a job',
        params: RecordParams,
        response: { 200: Result, ...refusedOrMissing },
      },
    },
    async (request) => {
      await hub.jobs.remove(tenantOf(request), recordId(request.params, 'job'));
      return done;
    },
  );
}
