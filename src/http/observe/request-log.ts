/** Notes every answered request in the metrics and the log: template, status, time and ids, never the address itself. */
import type { FastifyReply, FastifyRequest, onResponseHookHandler } from 'fastify';
import type { Log } from '../../support/log.ts';
import type { Prometheus, RequestObserver, RouteLabels } from './prometheus.ts';

export interface RequestNotes {
  readonly log: Log;
  readonly metrics: Prometheus;
}

/** A hook for one route. */
export function makeRequestLog(
  { log, metrics }: RequestNotes,
  labels: RouteLabels,
): onResponseHookHandler {
  const observe = metrics.requests(labels);
  const writesAll = log.writes('debug');
  return (request, reply, done) => {
    const status = reply.statusCode;
    const ms = reply.elapsedTime;
    observe(status, ms / 1000);
    if (writesAll || status >= 400) write(log, { labels, request, status, ms });
    done();
  };
}

/** For requests that no route answers. */
export function noteUnrouted(
  { log }: RequestNotes,
  observe: RequestObserver,
  labels: RouteLabels,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): void {
  observe(reply.statusCode, 0);
  write(log, { labels, request, status: reply.statusCode, ms: 0 });
}

interface Entry {
  readonly labels: RouteLabels;
  readonly request: FastifyRequest;
  readonly status: number;
  readonly ms: number;
}

function write(log: Log, { labels, request, status, ms }: Entry): void {
  const { tenant } = request;
  const fields = {
    ...labels,
    status,
    durationMs: Math.round(ms * 100) / 100,
    requestId: request.id,
    ...(tenant !== null && { tenantId: tenant.tenantId, credentialId: tenant.credentialId }),
  };
  if (status >= 500) log.warn('request', fields);
  else if (status >= 400) log.info('request', fields);
  else log.debug('request', fields);
}
