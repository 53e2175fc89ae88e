/** Do-not-disturb settings between the wire and the core: the same seven channels in two spellings. */
import type { ConsentPatch, DndSettingPatch } from '../../../core/contact/contact-patch.ts';
import {
  channels,
  type Channel,
  type Contact,
  type DndSetting,
} from '../../../core/contact/contact.ts';
import type { DndSettings } from '../reply-schema.ts';
import type { ContactFields, DndSettingsBody } from '../schema.ts';
import { present } from './present.ts';

/** Channel → its name in v2 and in v3. */
const names = {
  call: ['Call', 'call'],
  email: ['Email', 'email'],
  sms: ['SMS', 'sms'],
  whatsapp: ['WhatsApp', 'whatsApp'],
  gmb: ['GMB', 'gmb'],
  fb: ['FB', 'fb'],
  rcs: ['RCS', 'rcs'],
} as const satisfies Record<Channel, readonly [keyof DndSettings, keyof DndSettings]>;

/** What the body says about consent; undefined when it says nothing. Where a channel is named twice, v2's spelling counts. */
export function consentOf(wire: ContactFields): ConsentPatch | undefined {
  const { dnd, dndSettings, inboundDndSettings } = wire;
  if (dnd === undefined && dndSettings === undefined && inboundDndSettings === undefined)
    return undefined;
  const all = inboundDndSettings?.all;
  return {
    ...(dnd === undefined ? {} : { dnd }),
    ...(dndSettings === undefined ? {} : { settings: settingsOf(dndSettings) }),
    ...(all === undefined ? {} : { inbound: { status: all.status, message: all.message ?? null } }),
  };
}

function settingsOf(wire: DndSettingsBody): Partial<Record<Channel, DndSettingPatch>> {
  const settings: Partial<Record<Channel, DndSettingPatch>> = {};
  for (const channel of channels) {
    const [v2, v3] = names[channel];
    const written = wire[v2] ?? wire[v3];
    if (written !== undefined) settings[channel] = written;
  }
  return settings;
}

/** The two maps of a reply, each only when there is something in it. */
export function wireDnd(
  contact: Contact,
  v3: boolean,
): {
  dndSettings?: DndSettings;
  inboundDndSettings?: { all: { status: string; message?: string } };
} {
  const { inboundDnd } = contact;
  const settings = wireSettings(contact.dndSettings, v3);
  return {
    ...(Object.keys(settings).length === 0 ? {} : { dndSettings: settings }),
    ...(inboundDnd === null
      ? {}
      : {
          inboundDndSettings: {
            all: { status: inboundDnd.status, ...present({ message: inboundDnd.message }) },
          },
        }),
  };
}

function wireSettings(stored: Contact['dndSettings'], v3: boolean): DndSettings {
  const settings: DndSettings = {};
  for (const channel of channels) {
    const setting = stored[channel];
    if (setting !== undefined) settings[names[channel][v3 ? 1 : 0]] = wireSetting(setting);
  }
  return settings;
}

function wireSetting(setting: DndSetting): NonNullable<DndSettings['Call']> {
  const { status, message, code } = setting;
  return { status, ...present({ message, code }) };
}
