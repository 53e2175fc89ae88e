/** What in a capture should be in none: credentials and people's addresses. */
import { secretName } from './field-rules.ts';
import type { Entry } from './har.ts';
import { redacted } from './pseudonyms.ts';

const harmless = new RegExp(`^(?:|${redacted}(?:-\\d+)?)$`);
const secretForm =
  /eyJ[\w-]+\.[\w-]+\.|\bBearer\s+[\w.-]{8,}|\bBasic\s+[\w+/=]{8,}|\bpit-[\da-f-]{8,}/;
const email = /[^\s@"'<>,;:/?&=%]+@([^\s@"'<>,;:/?&]+)/g;
const example = /(?:^|\.)example\.(?:com|org|net)$|\.(?:test|example|invalid)$/i;

/** Where they stand, in words; never the values. Empty for a capture that may be shown to anybody. */
export function findSecrets(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap((entry, at) =>
    partsOf(entry)
      .filter(({ name, value }) => isSecret(name, value))
      .map(({ place }) => `call ${at + 1}: ${place}`),
  );
}

interface Part {
  readonly place: string;
  readonly name: string;
  readonly value: string;
}

function partsOf({ request, response }: Entry): Part[] {
  const url = new URL(request.url);
  return [
    ...headersOf('request', request.headers),
    ...headersOf('response', response.headers),
    { place: 'path', name: '', value: decodeURI(url.pathname) },
    ...[...url.searchParams].map(([name, value]) => ({ place: `query ${name}`, name, value })),
    ...bodyOf('request body', request.postData?.text ?? '', request.postData?.mimeType),
    ...bodyOf('response body', response.content.text ?? '', response.content.mimeType),
  ];
}

function headersOf(side: string, headers: readonly { name: string; value: string }[]): Part[] {
  return headers.map(({ name, value }) => ({ place: `${side} header ${name}`, name, value }));
}

function bodyOf(place: string, text: string, type = ''): Part[] {
  if (type.startsWith('application/x-www-form-urlencoded'))
    return [...new URLSearchParams(text)].map(([name, value]) => ({
      place: `${place} ${name}`,
      name,
      value,
    }));
  try {
    return membersOf(place, '', JSON.parse(text));
  } catch {
    return [{ place, name: '', value: text }];
  }
}

function membersOf(place: string, name: string, value: unknown): Part[] {
  if (typeof value === 'string') return [{ place, name, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    membersOf(`${place} ${key}`, Array.isArray(value) ? name : key, member),
  );
}

function isSecret(name: string, value: string): boolean {
  if (secretName.test(name) && !harmless.test(value)) return true;
  if (secretForm.test(value)) return true;
  return [...value.matchAll(email)].some(([, domain = '']) => !example.test(domain));
}
