/** From the core's names for what is wrong to the members of the native wire. */

const wireNames: readonly (readonly [core: string, wire: string])[] = [
  ['dndSettings', 'consent.channels'],
  ['inboundDnd', 'consent.inbound'],
  ['dnd', 'consent.dnd'],
  ['methods', 'phones'],
];

/**
 * `body` is the request's: custom fields are a list in the core and an object on the wire, so `customFields[1].value`
 * becomes the name of the second member, `customFields.birthday`.
 */
export function toWirePath(path: string, body: unknown): string {
  const field = /^customFields\[(\d+)\](?:\.value)?$/.exec(path);
  if (field) return customFieldPath(Number(field[1]), body) ?? 'customFields';
  const known = wireNames.find(([core]) => path.split(/[.[]/, 1)[0] === core);
  return known ? known[1] + path.slice(known[0].length) : path;
}

function customFieldPath(index: number, body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('customFields' in body)) return undefined;
  const values = body.customFields;
  if (typeof values !== 'object' || values === null) return undefined;
  const key = Object.keys(values)[index];
  return key === undefined ? undefined : `customFields.${key}`;
}
