/** Faults: which there are, and rules by which they strike. */
import type { FaultRule as CoreRule } from '../../../core/sandbox/fault-rules.ts';
import { type FaultForm, faultForms } from '../../../core/sandbox/fault.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { IdParams } from '../wire/schema.ts';
import { assertTarget } from './fault-target.ts';
import {
  FaultList,
  FaultRule,
  FaultRuleCreate,
  FaultRuleList,
  type FaultRuleWire,
} from './fault-schema.ts';

const tags = ['Sandbox'];
const config = needs('sandbox.manage');

export function faultRoutes(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  listRoutes(app, services);
  createRoute(app, services);

  app.delete(
    '/api/v1/sandbox/fault-rules/:id',
    {
      config,
      schema: { summary: 'Remove a fault rule', tags, unversioned: true, params: IdParams },
    },
    async (request, reply) => {
      hub.faults.remove(tenantOf(request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.delete(
    '/api/v1/sandbox/fault-rules',
    { config, schema: { summary: 'Remove all fault rules', tags } },
    async (request, reply) => {
      hub.faults.clear(tenantOf(request));
      return reply.code(204).send();
    },
  );
}

function listRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/sandbox/faults',
    { config, schema: { summary: 'Which faults there are', tags, response: { 200: FaultList } } },
    async (request) => {
      hub.faults.list(tenantOf(request));
      return { data: Object.entries(faultForms).map(toFaultWire), nextCursor: null };
    },
  );

  app.get(
    '/api/v1/sandbox/fault-rules',
    {
      config,
      schema: {
        summary: 'List fault rules',
        description: 'In the order in which they are asked; the first that strikes decides.',
        tags,
        response: { 200: FaultRuleList },
      },
    },
    async (request) => ({
      data: hub.faults.list(tenantOf(request)).map(toRuleWire),
      nextCursor: null,
    }),
  );
}

function createRoute(app: DialectApp, { hub, routeTable }: DialectServices): void {
  app.post(
    '/api/v1/sandbox/fault-rules',
    {
      config,
      schema: {
        summary: 'Make a fault rule',
        description:
          'Rules live in the memory of the server: its end is theirs. Calls below /api/v1/sandbox are struck by none.',
        tags,
        unrepeatable: true,
        body: FaultRuleCreate,
        response: { 201: FaultRule },
      },
    },
    async (request, reply) => {
      assertTarget(routeTable(), request.body);
      const rule = hub.faults.add(tenantOf(request), request.body);
      reply.code(201);
      return toRuleWire(rule);
    },
  );
}

function toRuleWire({ text, ...rule }: CoreRule): FaultRuleWire {
  return { ...rule, fault: text };
}

function toFaultWire([name, form]: [string, FaultForm]) {
  const { kind, does } = form;
  const options = Object.entries(form.options).map(
    ([option, rule]) =>
      `${option}=${rule.type === 'word' ? rule.words.join('|') : rule.type}, ${rule.default} if absent`,
  );
  return { name, kind, does, options };
}
