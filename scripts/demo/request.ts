/** Plain HTTP: one request, and its reply or an error that shows what was said. */
import { type Json, parse } from './json.ts';

export interface Reply {
  readonly headers: Headers;
  readonly body: Json;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Throws unless the status is a success. */
export async function request(
  method: 'GET' | 'POST',
  url: string,
  { headers = {}, body, form }: RequestOptions = {},
): Promise<Reply> {
  const isJson = body !== undefined;
  const reply = await fetch(url, {
    method,
    headers: { ...headers, ...(isJson ? { 'content-type': 'application/json' } : {}) },
    ...(isJson ? { body: JSON.stringify(body) } : {}),
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const text = await reply.text();
  if (!reply.ok) {
    // Without the query: it may hold an access key.
    const { origin, pathname } = new URL(url);
    throw new Error(`${method} ${origin}${pathname} answered ${reply.status}: ${text}`);
  }
  return { headers: reply.headers, body: parse(text) };
}
