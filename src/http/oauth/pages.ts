/** What a person sees when an app asks to be let in: sign in, allow or refuse, or why it cannot be asked. */
import type { AskedAccess } from '../../auth/grant/authorization-endpoint.ts';
import type { SignedIn } from '../../auth/session/browser-sessions.ts';
import type { WorkspaceEntry } from '../../core/port/control-store.ts';
import { html, type Markup, nothing } from '../html/markup.ts';

/** What every form of these pages carries. */
export interface FormFrame {
  /** The page's own address with its query, relative to the server. */
  readonly action: string;
  readonly formKey: string;
}

export interface SignInView {
  readonly access: AskedAccess;
  readonly frame: FormFrame;
  /** What went wrong before. */
  readonly problem?: string;
  readonly username?: string;
}

export function signInPage({ access, frame, problem, username = '' }: SignInView): Markup {
  return html`<h1>Sign in</h1>
    <p class="soft">
      ${access.app.name} asks to be let into an address book. Sign in to see what it asks for.
    </p>
    ${alert(problem)}
    <form method="post" action="${frame.action}">
      ${formKey(frame)}
      <label
        >E-mail or user name
        <input
          name="username"
          value="${username}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          maxlength="320"
      /></label>
      <label
        >Password
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="1000"
      /></label>
      <div class="actions"><button class="main" name="action" value="sign-in">Sign in</button></div>
    </form>`;
}

export interface ConsentView {
  readonly access: AskedAccess;
  readonly frame: FormFrame;
  readonly person: SignedIn;
  /** The workspaces that the app may be let into: one or more. */
  readonly entries: readonly WorkspaceEntry[];
  /** In plain words; null for a scope that opens nothing here. */
  readonly says: (scope: string) => string | null;
}

export function consentPage(view: ConsentView): Markup {
  const { access, frame, person, entries } = view;
  return html`<h1>Let ${access.app.name} in?</h1>
    ${entries.length === 1 ? intoOne(entries) : nothing} ${scopeLists(view)}
    <form method="post" action="${frame.action}">
      ${formKey(frame)} ${workspaceChoice(entries)}
      <p class="soft">
        The answer goes to <strong>${destinationOf(access.redirectUri)}</strong>. Allow only if you
        know this app. You can end its access later.
      </p>
      <div class="actions">
        <button name="action" value="refuse">Refuse</button>
        <button class="main" name="action" value="allow">Allow</button>
      </div>
    </form>
    <form class="who" method="post" action="${frame.action}">
      ${formKey(frame)}
      <span class="soft"
        >Signed in as ${person.principal.username ?? person.principal.displayName}.</span
      >
      <button class="link" name="action" value="sign-out">Use another account</button>
    </form>`;
}

/** For a person who has no workspace that the app can be let into. */
export function noWorkspacePage({ access, frame }: Pick<ConsentView, 'access' | 'frame'>): Markup {
  return html`<h1>Not for your workspaces</h1>
    <p>${access.app.name} was made for a workspace that you are not in.</p>
    <form method="post" action="${frame.action}">
      ${formKey(frame)}
      <div class="actions">
        <button name="action" value="refuse">Go back to the app</button>
        <button name="action" value="sign-out">Use another account</button>
      </div>
    </form>`;
}

/** `message` is for the people who wrote the app. */
export function problemPage(title: string, message: string): Markup {
  return html`<h1>${title}</h1>
    <p>${message}</p>`;
}

function intoOne([entry]: readonly WorkspaceEntry[]): Markup {
  if (entry === undefined) return nothing;
  return html`<p>
    It asks for access to <strong>${entry.workspace.name}</strong>, as far as your role there
    (${entry.role}) reaches.
  </p>`;
}

function scopeLists({ access, says }: ConsentView): Markup {
  const said = access.scopes.map(says);
  const useful = said.filter((words) => words !== null);
  const idle = access.scopes.filter((_, index) => said[index] === null);
  return html`${
    useful.length === 0
      ? html`<p>It could do nothing with what it asks for.</p>`
      : html`<h2>It could then</h2>
          <ul>
            ${useful.map((words) => html`<li>${words}</li>`)}
          </ul>`
  }
  ${
    idle.length === 0
      ? nothing
      : html`<details>
          <summary>And ${String(idle.length)} more that open nothing here</summary>
          <ul>
            ${idle.map((scope) => html`<li>${scope}</li>`)}
          </ul>
        </details>`
  }`;
}

function workspaceChoice(entries: readonly WorkspaceEntry[]): Markup {
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    return html`<input
      type="hidden"
      name="workspace"
      value="${String(first.workspace.tenantId)}"
    />`;
  }
  const choices = entries.map(
    ({ workspace, role }) =>
      html`<label class="choice"
        ><input type="radio" name="workspace" value="${String(workspace.tenantId)}" required /><span
          >${workspace.name} <span class="soft">(you are ${role})</span></span
        ></label
      >`,
  );
  return html`<fieldset>
    <legend>Into which workspace?</legend>
    ${choices}
  </fieldset>`;
}

function alert(problem: string | undefined): Markup {
  return problem === undefined ? nothing : html`<p class="alert" role="alert">${problem}</p>`;
}

function formKey(frame: FormFrame): Markup {
  return html`<input type="hidden" name="form_key" value="${frame.formKey}" />`;
}

/** Whose address it is: what people can judge, without a long path. */
function destinationOf(redirectUri: string): string {
  const url = new URL(redirectUri);
  return url.host === '' ? url.protocol.slice(0, -1) : url.host;
}
