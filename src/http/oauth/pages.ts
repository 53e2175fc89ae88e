/** What a person sees when an app asks to be let in: sign in, allow or refuse, or why it cannot be asked. */
import type { AskedAccess } from '../../auth/grant/authorization-endpoint.ts';
import type { SignedIn } from '../../auth/session/browser-sessions.ts';
import type { WorkspaceEntry } from '../../core/port/control-store.ts';
import type { Organisation } from '../../core/workspace/workspace.ts';
import { type Markup, markup, nothing } from '../html/markup.ts';
import { scopeLists } from './scope-lists.ts';

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
  return markup`<h1>Sign in</h1>
<p class="soft">${access.app.name} asks to be let into an address book. Sign in to see what it asks for.</p>
${problem === undefined ? nothing : markup`<p class="alert" role="alert">${problem}</p>`}
<form method="post" action="${frame.action}">
${formKey(frame)}
<label>E-mail or user name
<input name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="320" autofocus></label>
<label>Password
<input name="password" type="password" autocomplete="current-password" required maxlength="1000"></label>
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
  /** What was wrong with the answer before. */
  readonly problem?: string;
}

export function consentPage(view: ConsentView): Markup {
  const { access, frame, person, entries, says, problem } = view;
  const { principal } = person;
  return markup`<h1>Let ${access.app.name} in?</h1>
${scopeLists(access.scopes, says)}
<form method="post" action="${frame.action}">
${formKey(frame)}
${problem === undefined ? nothing : markup`<p class="alert" role="alert">${problem}</p>`}
${access.organisation === null ? workspaceChoice(entries) : organisationChoice(access.organisation, entries)}
<p class="soft">The answer goes to <strong>${destinationOf(access.redirectUri)}</strong>. Allow only if you know this app. It can never do more than you, and you can end its access later.</p>
<div class="actions"><button name="action" value="refuse">Refuse</button>
<button class="main" name="action" value="allow">Allow</button></div>
</form>
<form class="who" method="post" action="${frame.action}">
${formKey(frame)}
<span class="soft">Signed in as ${principal.username ?? principal.displayName}.</span>
<button class="link" name="action" value="sign-out">Use another account</button>
</form>`;
}

/** For a person who has no workspace that the app can be let into. */
export function noWorkspacePage({ access, frame }: Pick<ConsentView, 'access' | 'frame'>): Markup {
  return markup`<h1>Not for your workspaces</h1>
<p>${access.app.name} was made for a workspace that you are not in.</p>
<form method="post" action="${frame.action}">
${formKey(frame)}
<div class="actions"><button name="action" value="refuse">Go back to the app</button>
<button name="action" value="sign-out">Use another account</button></div>
</form>`;
}

export function problemPage(title: string, message: string): Markup {
  return markup`<h1>${title}</h1>
<p>${message}</p>`;
}

function workspaceChoice(entries: readonly WorkspaceEntry[]): Markup {
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const { workspace, role } = first;
    return markup`<p>Into <strong>${workspace.name}</strong>, where you are ${role}.</p>
<input type="hidden" name="workspace" value="${String(workspace.tenantId)}">`;
  }
  const choices = entries.map(
    ({ workspace, role }) => markup`<label class="choice">
<input type="radio" name="workspace" value="${String(workspace.tenantId)}" required>
<span>${workspace.name} <span class="soft">(you are ${role})</span></span></label>`,
  );
  return markup`<fieldset><legend>Into which workspace?</legend>${choices}</fieldset>`;
}

/** All are ticked: whoever lets an app into the organisation means its workspaces, and can see which. */
function organisationChoice({ name }: Organisation, entries: readonly WorkspaceEntry[]): Markup {
  const choices = entries.map(
    ({ workspace, role }) => markup`<label class="choice">
<input type="checkbox" name="workspace" value="${String(workspace.tenantId)}" checked>
<span>${workspace.name} <span class="soft">(you are ${role})</span></span></label>`,
  );
  return markup`<p>Into the organisation <strong>${name}</strong>, where it could do so in each workspace that you choose.</p>
<fieldset><legend>Into which workspaces?</legend>${choices}</fieldset>`;
}

function formKey(frame: FormFrame): Markup {
  return markup`<input type="hidden" name="form_key" value="${frame.formKey}">`;
}

/** Whose address it is: what people can judge, without a long path. */
function destinationOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return host === '' ? protocol.slice(0, -1) : host;
}
