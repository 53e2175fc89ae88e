import { describe, expect, test } from 'vitest';
import { instant } from '../../core/value/instant.ts';
import { RateLimited } from '../failure.ts';
import { LoginLimit } from './login-limit.ts';

function makeLimit() {
  let now = 1_780_000_000_000_000;
  const limit = new LoginLimit({ now: () => instant(now) });
  const pass = (milliseconds: number) => {
    now += milliseconds * 1000;
  };
  const taken = (address: string, wanted: number) => {
    for (let count = 0; count < wanted; count += 1) {
      try {
        limit.take(address);
      } catch {
        return count;
      }
    }
    return wanted;
  };
  return { limit, pass, taken };
}

describe('LoginLimit', () => {
  test('lets twenty logins pass at once and then ten a second', () => {
    const { limit, pass, taken } = makeLimit();
    expect(taken('192.0.2.1', 50)).toBe(20);
    expect(() => limit.take('192.0.2.1')).toThrow(RateLimited);
    pass(500);
    expect(taken('192.0.2.1', 50)).toBe(5);
    pass(3_600_000);
    expect(taken('192.0.2.1', 50)).toBe(20);
  });

  test('counts each address on its own', () => {
    const { taken } = makeLimit();
    expect(taken('192.0.2.1', 50)).toBe(20);
    expect(taken('192.0.2.2', 50)).toBe(20);
  });

  test('still refuses the busy after many other addresses came by', () => {
    const { pass, taken } = makeLimit();
    for (let number = 0; number < 9_000; number += 1) taken(`2001:db8::${number}`, 1);
    pass(1000);
    expect(taken('192.0.2.1', 50)).toBe(20);
    for (let number = 0; number < 9_000; number += 1) taken(`2001:db8:1::${number}`, 1);
    expect(taken('192.0.2.1', 50)).toBe(0);
  });
});
