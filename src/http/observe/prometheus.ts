/** Metrics for Prometheus. Labels are names of dialects, route templates and statuses: nothing that a request brings. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Count, Measure, Metrics } from '../../support/metrics.ts';

const prefix = 'polydex_';
const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export interface RouteLabels {
  readonly dialect: string;
  readonly method: string;
  /** The template, `/contacts/:id`; `*` for unknown paths. */
  readonly route: string;
}

/** Adds one answered request; seconds from its arrival to its last byte. */
export type RequestObserver = (status: number, seconds: number) => void;

export class Prometheus implements Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'dialect' | 'method' | 'route' | 'status'>;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: `${prefix}http_request_seconds`,
      help: 'Time from the arrival of a request to the end of its answer',
      labelNames: ['dialect', 'method', 'route', 'status'],
      buckets: requestBuckets,
      registers: [this.#registry],
    });
  }

  /** An observer for one route, which remembers its labels. */
  requests(labels: RouteLabels): RequestObserver {
    const byStatus = new Map<number, { observe(value: number): void }>();
    return (status, seconds) => {
      let child = byStatus.get(status);
      if (child === undefined) {
        child = this.#requests.labels({ ...labels, status: String(status) });
        byStatus.set(status, child);
      }
      child.observe(seconds);
    };
  }

  measure(name: string, help: string, buckets: readonly number[]): Measure {
    return new Histogram({
      name: prefix + name,
      help,
      buckets: [...buckets],
      registers: [this.#registry],
    });
  }

  count(name: string, help: string): Count {
    const counter = new Counter({ name: prefix + name, help, registers: [this.#registry] });
    return { add: (amount) => counter.inc(amount ?? 1) };
  }

  gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name: prefix + name,
      help,
      registers: [this.#registry],
      collect: () => gauge.set(read()),
    });
  }

  /** The text that Prometheus reads. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}
