/** A browser without a screen or scripts: keeps cookies, follows nothing, and sends the forms that it was shown. */

export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export class Visitor {
  readonly #baseUrl: string;
  readonly cookies = new Map<string, string>();

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  get(path: string): Promise<Shown> {
    return this.#send(path, {});
  }

  /** Presses a button of the first form on the page that has it, with these fields filled in. */
  press(
    page: Shown,
    button: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Shown> {
    const forms = page.text.matchAll(/<form[^>]* action="([^"]*)">(.*?)<\/form>/gs);
    const form = [...forms].find(([, , inner = '']) => inner.includes(`value="${button}"`));
    if (form === undefined) throw new Error(`no form with ${button}:\n${page.text}`);
    const [, action = '', inner = ''] = form;
    const hidden = [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
    const own = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    return this.post(action.replaceAll('&amp;', '&').replaceAll('&#39;', "'"), {
      ...own,
      action: button,
      ...fields,
    });
  }

  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Shown> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** A form with fields that are repeated. */
  send(path: string, fields: URLSearchParams): Promise<Shown> {
    return this.#send(path, { method: 'POST', body: fields });
  }

  async #send(path: string, init: RequestInit): Promise<Shown> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const url = new URL(path, this.#baseUrl);
    const reply = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  }
}
