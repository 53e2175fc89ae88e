import { describe, expect, test } from 'vitest';
import { applyConsent, isBlocked, suppressionChanges, withSuppressions } from './consent.ts';
import { testContact } from './contact-fixture.ts';
import type { Contact, DndSettings } from './contact.ts';

const jane = testContact({
  givenName: 'Jane',
  methods: [
    { op: 'add', kind: 'phone', entry: { value: '+15551000001' } },
    { op: 'add', kind: 'email', entry: { value: 'jane@example.com' } },
  ],
});

function blocked(settings: DndSettings, dnd = false): Contact {
  return { ...jane, dnd, dndSettings: settings };
}
const active = { status: 'active', message: null, code: null } as const;

describe('a consent patch', () => {
  test('that says nothing of a channel leaves it blocked', () => {
    const after = applyConsent(blocked({ sms: active }), {
      settings: { email: { status: 'active' } },
    });
    expect(after).toMatchObject({
      relaxes: false,
      dndSettings: { sms: { status: 'active' }, email: { status: 'active' } },
    });
  });

  test('that allows a blocked channel relaxes', () => {
    expect(
      applyConsent(blocked({ sms: active }), { settings: { sms: { status: 'inactive' } } }).relaxes,
    ).toBe(true);
  });

  test('that clears the general flag relaxes even when nothing else is blocked', () => {
    expect(applyConsent(blocked({}, true), { dnd: false }).relaxes).toBe(true);
  });

  test('that blocks more relaxes nothing', () => {
    expect(applyConsent(blocked({ sms: active }), { dnd: true }).relaxes).toBe(false);
  });

  test('keeps message and code that it does not name', () => {
    const noted = { sms: { status: 'active', message: 'asked by phone', code: '103' } } as const;
    const after = applyConsent(blocked(noted), { settings: { sms: { status: 'permanent' } } });
    expect(after.dndSettings.sms).toEqual({
      status: 'permanent',
      message: 'asked by phone',
      code: '103',
    });
  });

  test('that lifts an inbound block relaxes', () => {
    const before = { ...jane, inboundDnd: { status: 'active', message: null } as const };
    expect(applyConsent(before, { inbound: { status: 'inactive', message: null } }).relaxes).toBe(
      true,
    );
  });
});

describe('the suppression list', () => {
  test('takes every address of a channel that gets blocked', () => {
    expect(suppressionChanges(jane, blocked({ sms: active, email: active }))).toEqual([
      { channel: 'email', key: 'jane@example.com', suppressed: true },
      { channel: 'sms', key: '+15551000001', suppressed: true },
    ]);
  });

  test('takes all channels with addresses when the general flag is set', () => {
    const channels = suppressionChanges(null, blocked({}, true)).map((change) => change.channel);
    expect(channels).toEqual(['call', 'email', 'sms', 'whatsapp', 'rcs']);
  });

  test('gives back only what is explicitly allowed again, not what loses its number', () => {
    expect(
      suppressionChanges(blocked({ sms: active }), { ...blocked({ sms: active }), methods: [] }),
    ).toEqual([]);
    expect(suppressionChanges(blocked({ sms: active }), jane)).toEqual([
      { channel: 'sms', key: '+15551000001', suppressed: false },
    ]);
  });

  test('blocks a contact that is made with a suppressed address, on that channel alone', () => {
    const contact = withSuppressions(
      null,
      jane,
      new Map([['+15551000001', new Set(['sms'] as const)]]),
    );
    expect(isBlocked(contact, 'sms')).toBe(true);
    expect(isBlocked(contact, 'call')).toBe(false);
  });

  test('leaves a contact alone whose suppressed address is not new', () => {
    expect(
      withSuppressions(jane, jane, new Map([['+15551000001', new Set(['sms'] as const)]])),
    ).toBe(jane);
  });
});
