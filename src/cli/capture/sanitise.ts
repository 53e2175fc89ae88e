/** One call without anything that is somebody's: all texts are replaced but those that are known to be the API's own. */
import type { Exchange } from '../../egress/recording-proxy.ts';
import {
  birthName,
  credentialHeaders,
  isHarmlessNumber,
  isTime,
  isVocabulary,
  keptHeaders,
  secretName,
  sentenceName,
} from './field-rules.ts';
import type { Entry, Pair } from './har.ts';
import { Pseudonyms, redacted } from './pseudonyms.ts';

/** A part of a path that is a word of the API, or its version. */
const pathWord = /^(?:v?\d(?:\.\d)?|api_1\.0|\d{4}-\d\d|[a-z][A-Za-z_-]{0,30}(?:\.json)?)?$/;
const memberName = /^[A-Za-z_$][\w$.-]{0,40}$/;

export class Sanitiser {
  readonly #names = new Pseudonyms();

  /** `upstream` is what the path stands behind. */
  entry({ request, response }: Exchange, upstream: URL): Entry {
    const url = this.#url(new URL(request.path, upstream));
    const requestHeaders = this.#headers(request.headers);
    const requestType = typeOf(request.headers);
    const responseType = typeOf(response.headers);
    const text = this.#body(response.body, responseType);
    return {
      request: {
        method: request.method,
        url: url.href,
        headers: requestHeaders,
        ...(request.body !== '' && {
          postData: { mimeType: requestType, text: this.#body(request.body, requestType) },
        }),
      },
      response: {
        status: response.status,
        headers: this.#headers(response.headers),
        content: { mimeType: responseType, text },
      },
    };
  }

  #url(url: URL): URL {
    const clean = new URL(url.origin);
    clean.pathname = url.pathname
      .split('/')
      .map((part) => this.#pathPart(decoded(part)))
      .join('/');
    for (const [name, value] of url.searchParams)
      clean.searchParams.append(this.#member(name), this.#text(name, value));
    return clean;
  }

  #pathPart(part: string): string {
    if (pathWord.test(part)) return part;
    const [, stem = part, ending = ''] = /^(.*?)(\.json)?$/.exec(part) ?? [];
    return encodeURIComponent(this.#names.text(stem)) + ending;
  }

  #headers(headers: readonly Pair[]): Pair[] {
    return headers.flatMap(({ name: spelt, value }) => {
      const name = spelt.toLowerCase();
      if (credentialHeaders.has(name)) return [{ name, value: redacted }];
      if (!keptHeaders.has(name)) return [];
      return [{ name, value: this.#header(name, value) }];
    });
  }

  #header(name: string, value: string): string {
    if (name === 'content-type' || name === 'accept') return value.replace(/;.*/s, '').slice(0, 60);
    if (name === 'location') return '';
    if (name === 'www-authenticate') return value.split(/\s/, 1).join('');
    if (/^\d{1,4}(?:-\d\d-\d\d)?$/.test(value) || name === 'allow') return value.slice(0, 60);
    return this.#names.text(value);
  }

  /** Of a body that is neither JSON nor a form nothing is kept. */
  #body(text: string, type: string): string {
    if (text === '') return '';
    if (type === 'application/x-www-form-urlencoded') {
      const pairs = [...new URLSearchParams(text)];
      const clean = new URLSearchParams();
      for (const [name, value] of pairs) clean.append(this.#member(name), this.#text(name, value));
      return clean.toString();
    }
    try {
      return JSON.stringify(this.#json('', JSON.parse(text)));
    } catch {
      return '';
    }
  }

  #json(name: string, value: unknown): unknown {
    if (typeof value === 'string') return this.#text(name, value);
    if (typeof value === 'number' && birthName.test(name)) return 1;
    if (typeof value === 'number')
      return isHarmlessNumber(name, value) ? value : this.#names.number(value);
    if (Array.isArray(value)) return value.map((item: unknown) => this.#json(name, item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]: [string, unknown]) => [
        this.#member(key),
        this.#json(name === 'errors' && isTexts(member) ? name : key, member),
      ]),
    );
  }

  #member(name: string): string {
    const isHarmless = memberName.test(name) && !/\d{3}|\d\D+\d/.test(name.replace('e164', ''));
    return isHarmless ? name : this.#names.text(name);
  }

  #text(name: string, value: string): string {
    if (secretName.test(name)) return this.#names.secret(value);
    if (isTime(name, value) || isVocabulary(name, value)) return value;
    if (/^(?:-?\d{1,3}|true|false|null)$/i.test(value)) return value;
    if (sentenceName.test(name)) return this.#names.sentence(value);
    if (name.toLowerCase() === '$filter')
      return value.replaceAll(/'([^']*)'/g, (_all, text: string) => `'${this.#names.text(text)}'`);
    return this.#names.text(value);
  }
}

/** `{"errors":{"id":["The field id must …"]}}` */
function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function typeOf(headers: readonly Pair[]): string {
  const found = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  return found.replace(/;.*/s, '').trim().toLowerCase().slice(0, 60);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
