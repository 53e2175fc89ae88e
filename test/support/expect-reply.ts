/** Comparing a reply with what a vendor would answer. */
import { expect } from 'vitest';
import type { Expected } from '../conformance/dialect-drivers/driver.ts';
import type { Call, Reply } from './http-call.ts';

/** The whole refusal: status, body, and the headers that are named. */
export function expectRefusal(reply: Reply, expected: Expected, what: string): void {
  expect([reply.status, reply.json], `${what}: ${reply.text}`).toEqual([
    expected.status,
    expected.body,
  ]);
  expect(reply.headers.get('content-type'), what).toMatch(/^application\/(?:problem\+)?json/);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    expect(reply.headers.get(name), what).toContain(value);
  }
}

/** Fails with the reply's text unless the status is the one wanted. */
export function expectStatus(reply: Reply, status: number, { method, path }: Call): void {
  expect(reply.status, `${method} ${path}: ${reply.text}`).toBe(status);
}
