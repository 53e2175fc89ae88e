/** Do-not-disturb: the most restrictive wins, absence never lifts, lifting is told apart so that it can be guarded (§2.5). */
import type { ConsentPatch, DndSettingPatch } from './contact-patch.ts';
import { methodsOf } from './contact-view.ts';
import {
  channels,
  type Channel,
  type Contact,
  type DndSetting,
  type DndSettings,
  type MethodKind,
} from './contact.ts';

/** The channels that reach a person by address; GMB and FB have none of ours. */
const channelKinds: Readonly<Partial<Record<Channel, MethodKind>>> = {
  call: 'phone',
  sms: 'phone',
  whatsapp: 'phone',
  rcs: 'phone',
  email: 'email',
};

type Consent = Pick<Contact, 'dnd' | 'dndSettings' | 'inboundDnd'>;

export function isBlocked(
  consent: Pick<Contact, 'dnd' | 'dndSettings'>,
  channel: Channel,
): boolean {
  const status = consent.dndSettings[channel]?.status;
  return consent.dnd || status === 'active' || status === 'permanent';
}

/** The consent after the patch, and whether anything that was blocked is now allowed. */
export function applyConsent(
  before: Consent,
  patch: ConsentPatch,
): Consent & { readonly relaxes: boolean } {
  const dnd = patch.dnd ?? before.dnd;
  const dndSettings = mergeSettings(before.dndSettings, patch.settings ?? {});
  const inboundDnd = patch.inbound === undefined ? before.inboundDnd : patch.inbound;
  const after = { dnd, dndSettings, inboundDnd };
  const inboundRelaxed = before.inboundDnd?.status === 'active' && inboundDnd?.status !== 'active';
  // The flag and the map are independent (a vendor shows both), so each is compared on its own.
  const relaxes =
    (before.dnd && !dnd) ||
    inboundRelaxed ||
    channels.some((channel) => isRelaxed(before, after, channel));
  return { ...after, relaxes };
}

function isRelaxed(before: Consent, after: Consent, channel: Channel): boolean {
  return (
    isBlocked({ ...before, dnd: false }, channel) && !isBlocked({ ...after, dnd: false }, channel)
  );
}

function mergeSettings(
  before: DndSettings,
  patch: Readonly<Partial<Record<Channel, DndSettingPatch>>>,
): DndSettings {
  const next: Partial<Record<Channel, DndSetting>> = { ...before };
  for (const channel of channels) {
    const written = patch[channel];
    if (!written) continue;
    const known = before[channel];
    next[channel] = {
      status: written.status,
      message: written.message === undefined ? (known?.message ?? null) : written.message,
      code: written.code === undefined ? (known?.code ?? null) : written.code,
    };
  }
  return next;
}

/** Blocks the channels on which one of the contact's newly added addresses is suppressed. */
export function withSuppressions(
  before: Contact | null,
  after: Contact,
  suppressed: ReadonlyMap<string, ReadonlySet<Channel>>,
): Contact {
  const settings: Partial<Record<Channel, DndSetting>> = { ...after.dndSettings };
  let changed = false;
  for (const key of newKeys(before, after)) {
    for (const channel of suppressed.get(key) ?? []) {
      if (isBlocked({ dnd: false, dndSettings: settings }, channel)) continue;
      settings[channel] = {
        status: 'active',
        message: 'On the do-not-contact list of this workspace',
        code: null,
      };
      changed = true;
    }
  }
  return changed ? { ...after, dndSettings: settings } : after;
}

/** The keys of `after` that `before` did not have. */
export function newKeys(
  before: Pick<Contact, 'methods'> | null,
  after: Pick<Contact, 'methods'>,
): string[] {
  const known = new Set(before?.methods.map((method) => method.key));
  return after.methods.filter((method) => !known.has(method.key)).map((method) => method.key);
}

export interface SuppressionChange {
  readonly channel: Channel;
  readonly key: string;
  readonly suppressed: boolean;
}

/**
 * What the change of a contact means for the suppression list. Removing a number or deleting the contact lifts
 * nothing; only a channel that is explicitly allowed again does.
 */
export function suppressionChanges(before: Contact | null, after: Contact): SuppressionChange[] {
  return channels.flatMap((channel) => channelChanges(channel, before, after));
}

function channelChanges(
  channel: Channel,
  before: Contact | null,
  after: Contact,
): SuppressionChange[] {
  const kind = channelKinds[channel];
  if (!kind) return [];
  const was = before !== null && isBlocked(before, channel);
  const is = isBlocked(after, channel);
  if (!is && !was) return [];
  const known = new Set(was ? before.methods.map((method) => method.key) : []);
  const keys = methodsOf(after, kind).map((method) => method.key);
  if (is)
    return keys.filter((key) => !known.has(key)).map((key) => ({ channel, key, suppressed: true }));
  return keys.map((key) => ({ channel, key, suppressed: false }));
}
