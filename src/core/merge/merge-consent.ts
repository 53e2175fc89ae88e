/** Consent in merges: the most restrictive wins, and what was forbidden to a merged contact is forbidden to both afterwards. */
import { isBlocked } from '../contact/consent.ts';
import {
  channels,
  type Channel,
  type Contact,
  type DndSetting,
  type DndStatus,
} from '../contact/contact.ts';
import { isSame } from '../event/diff.ts';
import { isJsonObject } from '../value/json.ts';
import { rebaseMap } from './merge-value.ts';

export type Consent = Pick<Contact, 'dnd' | 'dndSettings' | 'inboundDnd'>;

export function consentOf({ dnd, dndSettings, inboundDnd }: Consent): Consent {
  return { dnd, dndSettings, inboundDnd };
}

/** Blocks nothing. */
export const noConsentAsked: Consent = { dnd: false, dndSettings: {}, inboundDnd: null };

const strictness: Readonly<Record<DndStatus, number>> = { inactive: 1, active: 2, permanent: 3 };

export function mostRestrictive(a: Consent, b: Consent): Consent {
  const dndSettings: Partial<Record<Channel, DndSetting>> = { ...a.dndSettings };
  for (const channel of channels) {
    const other = b.dndSettings[channel];
    const own = dndSettings[channel];
    if (other && (!own || strictness[other.status] > strictness[own.status]))
      dndSettings[channel] = other;
  }
  return { dnd: a.dnd || b.dnd, dndSettings, inboundDnd: stricterInbound(a, b) };
}

function stricterInbound(a: Consent, b: Consent): Consent['inboundDnd'] {
  const other = b.inboundDnd?.status === 'active' && a.inboundDnd?.status !== 'active';
  return other ? b.inboundDnd : (a.inboundDnd ?? b.inboundDnd);
}

/** What was forbidden between the two states, and nothing else. */
export function forbiddenSince(before: Consent, after: Consent): Consent {
  const dndSettings: Partial<Record<Channel, DndSetting>> = {};
  for (const channel of channels) {
    const setting = after.dndSettings[channel];
    const was = isBlocked({ ...before, dnd: false }, channel);
    if (setting && !was && isBlocked({ ...after, dnd: false }, channel))
      dndSettings[channel] = setting;
  }
  const inbound = after.inboundDnd?.status === 'active' && before.inboundDnd?.status !== 'active';
  return {
    dnd: after.dnd && !before.dnd,
    dndSettings,
    inboundDnd: inbound ? after.inboundDnd : null,
  };
}

/** `onto`, with what was changed between the two states. */
export function rebaseConsent(former: Consent, edited: Consent, onto: Consent): Consent {
  const settings = rebaseMap(former.dndSettings, edited.dndSettings, onto.dndSettings);
  return {
    dnd: former.dnd === edited.dnd ? onto.dnd : edited.dnd,
    dndSettings: onlySettings(settings),
    inboundDnd: isSame(former.inboundDnd, edited.inboundDnd) ? onto.inboundDnd : edited.inboundDnd,
  };
}

function onlySettings(values: Readonly<Record<string, unknown>>): Contact['dndSettings'] {
  const settings: Partial<Record<Channel, DndSetting>> = {};
  for (const channel of channels) {
    const value = values[channel];
    if (isSetting(value)) settings[channel] = value;
  }
  return settings;
}

function isSetting(value: unknown): value is DndSetting {
  return isJsonObject(value) && typeof value['status'] === 'string';
}
