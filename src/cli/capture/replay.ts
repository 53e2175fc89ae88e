/** Sends the calls of a capture to a throw-away workspace, with its credentials and ids, and tells what is answered otherwise. */
import type { SandboxFile } from '../../auth/workspace/sandbox-file.ts';
import { Bindings, differences } from './difference.ts';
import { credentialHeaders, keptHeaders, secretName } from './field-rules.ts';
import type { Entry, Pair } from './har.ts';

export interface Comparison {
  /** `POST /contacts/` */
  readonly call: string;
  readonly differences: readonly string[];
}

const formType = 'application/x-www-form-urlencoded';
const uncompared = new Set(['accept', 'location', 'version', 'content-type']);

export class Replay {
  readonly #sandbox: SandboxFile;
  readonly #dialect: string;
  readonly #bindings = new Bindings();
  #servicetitanToken: string | undefined;

  constructor(sandbox: SandboxFile, dialect: string, entries: readonly Entry[]) {
    this.#sandbox = sandbox;
    this.#dialect = dialect;
    for (const entry of entries) this.#bindPlaces(entry);
  }

  async compare(entry: Entry): Promise<Comparison> {
    const { request, response } = entry;
    this.#bindings.send(sentBy(entry));
    const reply = await this.#send(entry);
    const text = await reply.text();
    const found = [
      ...differences('status', response.status, reply.status, this.#bindings),
      ...this.#headerDifferences(response.headers, reply.headers),
      ...differences('body', parsed(response.content.text ?? ''), parsed(text), this.#bindings),
    ];
    const { pathname } = new URL(request.url);
    return { call: `${request.method} ${pathname}`, differences: found };
  }

  /** The workspace's own ids, which the recorded ones of the other workspace stand for. */
  #bindPlaces({ request, response }: Entry): void {
    const url = new URL(request.url);
    const { highlevel, unified, servicetitan, voipbin } = this.#sandbox;
    const own: Readonly<Record<string, string>> = {
      locationId: highlevel.locationId,
      credentialId: unified.credentialId,
      userId: unified.userId,
      customer_id: voipbin.customerId,
      // Whoever signs in with success is the workspace's person here.
      ...(isSignIn(url) && response.status < 300 && { username: voipbin.username }),
    };
    for (const [name, value] of [...url.searchParams, ...membersOf(request.postData?.text)]) {
      const here = own[name];
      if (here !== undefined && typeof value === 'string') this.#bindings.bind(value, here);
    }
    const tenant = /\/tenant\/([^/]+)/.exec(url.pathname)?.[1];
    if (tenant !== undefined)
      this.#bindings.bind(`/tenant/${tenant}`, `/tenant/${servicetitan.tenant}`);
  }

  async #send({ request, response }: Entry): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const query = new URLSearchParams();
    for (const [name, value] of searchParams)
      query.append(
        name,
        secretName.test(name)
          ? this.#secret(name, response.status === 401)
          : this.#bindings.translate(value),
      );
    const path = this.#bindings.translate(decodeURI(pathname));
    const tail = query.size > 0 ? `?${query.toString()}` : '';
    const body = this.#body(request.postData, response.status >= 400);
    // oxlint-disable-next-line no-restricted-globals -- asks this installation's own server
    return fetch(`${this.#sandbox.baseUrl}/${this.#dialect}${path}${tail}`, {
      method: request.method,
      headers: await this.#headers(request.headers, response.status === 401),
      redirect: 'manual',
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(30_000),
    });
  }

  /** A credential that was refused is sent as one that nobody knows. */
  async #headers(recorded: readonly Pair[], wasRefused: boolean): Promise<Record<string, string>> {
    const headers: Record<string, string> = {};
    for (const { name: spelt, value } of recorded) {
      const name = spelt.toLowerCase();
      if (credentialHeaders.has(name))
        headers[name] = wasRefused ? 'Bearer unknown' : await this.#credential(name);
      else if (keptHeaders.has(name)) headers[name] = this.#bindings.translate(value);
    }
    return headers;
  }

  async #credential(header: string): Promise<string> {
    const { servicem8, highlevel, unified, servicetitan, native } = this.#sandbox;
    if (header === 'st-app-key') return servicetitan.appKey;
    if (header === 'x-api-key')
      return this.#dialect === 'native' ? native.apiKey : servicem8.apiKey;
    if (this.#dialect === 'highlevel') return `Bearer ${highlevel.accessToken}`;
    if (this.#dialect === 'servicem8') return `Bearer ${servicem8.accessToken}`;
    if (this.#dialect === 'unified') return `bearer ${unified.apiKey}`;
    if (this.#dialect === 'servicetitan') return this.#tokenOfServicetitan();
    return `Bearer ${native.apiKey}`;
  }

  /** What stands under a secret's name in a query or a body; one that was refused is none that anybody knows. */
  #secret(name: string, wasRefused: boolean): string {
    const { servicetitan, voipbin } = this.#sandbox;
    if (wasRefused) return 'unknown';
    if (/passw/i.test(name)) return voipbin.password;
    if (/accesskey/i.test(name)) return voipbin.accesskey;
    if (/client_secret/i.test(name)) return servicetitan.clientSecret;
    return '';
  }

  #body(data: Entry['request']['postData'], wasRefused: boolean): string | undefined {
    if (data === undefined || data.text === '') return undefined;
    if (data.mimeType !== formType)
      return this.#bindings.translate(this.#withSecrets(data.text, wasRefused));
    const form = new URLSearchParams();
    for (const [name, value] of new URLSearchParams(data.text))
      form.append(name, this.#formValue(name, value, wasRefused));
    return form.toString();
  }

  #formValue(name: string, value: string, wasRefused: boolean): string {
    if (name === 'client_id') return this.#sandbox.servicetitan.clientId;
    return secretName.test(name) ? this.#secret(name, wasRefused) : this.#bindings.translate(value);
  }

  /** A JSON body with the secrets that can be told. */
  #withSecrets(text: string, wasRefused: boolean): string {
    const body = parsed(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return text;
    const members = Object.entries(body).map(([name, value]: [string, unknown]) => {
      const secret =
        secretName.test(name) && typeof value === 'string' ? this.#secret(name, wasRefused) : '';
      return [name, secret === '' ? value : secret];
    });
    return JSON.stringify(Object.fromEntries(members));
  }

  async #tokenOfServicetitan(): Promise<string> {
    if (this.#servicetitanToken !== undefined) return this.#servicetitanToken;
    const { clientId, clientSecret } = this.#sandbox.servicetitan;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId });
    form.set('client_secret', clientSecret);
    // oxlint-disable-next-line no-restricted-globals -- asks this installation's own server
    const reply = await fetch(`${this.#sandbox.baseUrl}/servicetitan/connect/token`, {
      method: 'POST',
      body: form,
    });
    const answer: unknown = await reply.json();
    const found =
      typeof answer === 'object' && answer !== null && 'access_token' in answer
        ? String(answer.access_token)
        : '';
    this.#servicetitanToken = found;
    return found;
  }

  #headerDifferences(recorded: readonly Pair[], here: Headers): string[] {
    const there = new Map(recorded.map(({ name, value }) => [name.toLowerCase(), value]));
    const names = [...keptHeaders].filter((name) => !uncompared.has(name));
    const type = differences(
      'header content-type',
      there.get('content-type')?.replace(/;.*/s, '').trim(),
      here.get('content-type')?.replace(/;.*/s, '').trim(),
      this.#bindings,
    );
    return [
      ...type,
      ...names.flatMap((name) => this.#headerDifference(name, there.get(name), here.get(name))),
    ];
  }

  #headerDifference(
    name: string,
    recorded: string | undefined,
    here: string | null,
  ): readonly string[] {
    if (recorded === undefined && here === null) return [];
    // A recording has the scheme alone.
    const plain = name === 'www-authenticate' ? (here?.split(/\s/, 1)[0] ?? null) : here;
    return differences(`header ${name}`, recorded ?? null, plain, this.#bindings);
  }
}

function membersOf(text = ''): [string, unknown][] {
  const body = parsed(text);
  return typeof body === 'object' && body !== null ? Object.entries(body) : [];
}

/** Without who the program is: that is somebody else here. */
function valuesOfForm(text: string): string[] {
  return [...new URLSearchParams(text)].flatMap(([name, value]) =>
    name === 'client_id' || secretName.test(name) ? [] : [value],
  );
}

function isSignIn({ pathname }: URL): boolean {
  return pathname.endsWith('/auth/login');
}

/** Every text that the program itself sent. */
function sentBy({ request }: Entry): string[] {
  const texts = [...new URL(request.url).searchParams.values()];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  const { mimeType = '', text: body = '' } = request.postData ?? {};
  collect(mimeType === formType ? valuesOfForm(body) : parsed(body));
  return texts.filter((text) => !/^(?:REDACTED|id\d{6})/.test(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
