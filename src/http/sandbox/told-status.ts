/** Vendors repeat the status in the bodies of their errors: where a fault changes the one, the other goes with it. */

const members = new Set(['status', 'statusCode', 'errorCode', 'code']);

/** `body`: JSON, of an error of the status `from`. */
export function toldStatus(body: string, { from, to }: { from: number; to: number }): string {
  if (from === to || body === '') return body;
  const told = (name: string, value: unknown): unknown =>
    value === from && members.has(name) ? to : value;
  return JSON.stringify(JSON.parse(body, told));
}

/** Whether the header of a reply says that its body is JSON. */
export function isJson(contentType: unknown): boolean {
  return typeof contentType === 'string' && /^application\/(?:[a-z.]+\+)?json\b/.test(contentType);
}
