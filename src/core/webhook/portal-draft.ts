/** What somebody who looks after a workspace asks for on behalf of an app, and what must be right about it. */
import { InvalidInput, type InputIssue } from '../errors.ts';
import { textProblem } from '../value/text.ts';
import type { Uuid } from '../value/identifier.ts';

/** Whose rights bound what is told: a key, or an app that a person let in. */
export interface WebhookSubscriber {
  readonly credentialId: Uuid;
  readonly principalId: Uuid;
  readonly audience: string;
}

/** What can be changed of a subscription. */
export interface PortalFields {
  readonly url: string;
  /** In the vendor's words. */
  readonly events: readonly string[];
  /** By which the vendor's clients tell their own webhooks from those of others. */
  readonly appId: string;
}

export interface PortalDraft extends PortalFields {
  /** In whose words the app is told. */
  readonly dialect: string;
  readonly subscriber: WebhookSubscriber;
  /** Chosen by the caller, so that a repetition finds what the first has made. */
  readonly id?: Uuid;
}

/** Subscriptions that were made here, not by the subscriber through the dialect's own API. */
export const portalKind = 'app';

const longestUrl = 1000;
/** Clients take what stands before the first `-` of their client id. */
const appIdForm = /^[A-Za-z0-9_]{1,100}$/;

/** @throws InvalidInput naming each field that is wrong; `known`: the dialect's events */
export function assertFields(fields: Partial<PortalFields>, known: readonly string[]): void {
  const { url, events, appId } = fields;
  const issues: InputIssue[] = [];
  if (url !== undefined && (url.length > longestUrl || textProblem(url) !== null)) {
    issues.push({ path: 'url', message: `must be at most ${longestUrl} characters of plain text` });
  }
  if (events?.length === 0) issues.push({ path: 'events', message: 'must not be empty' });
  events?.forEach((name, index) => {
    if (known.includes(name)) return;
    issues.push({ path: `events[${index}]`, message: `must be one of ${known.join(', ')}` });
  });
  if (appId !== undefined && !appIdForm.test(appId)) {
    const message =
      'must be 1 to 100 letters, digits or _: what stands before the first - of the client id';
    issues.push({ path: 'appId', message });
  }
  if (issues.length > 0) throw new InvalidInput(issues);
}
