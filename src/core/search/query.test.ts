import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../errors.ts';
import { formatIsoMs, instant, instantFromMs } from '../value/instant.ts';
import { parseQuery } from './query.ts';
import type { SearchNode } from './search-node.ts';

const reading = { now: instantFromMs(Date.UTC(2026, 2, 15, 12)), timeZone: 'Europe/Berlin' };
const parse = (query: string): SearchNode => parseQuery(query, reading);
const word = (text: string, scope = 'any'): object => ({
  kind: 'word',
  scope,
  text,
  isPhrase: false,
});

function problemOf(query: string): string {
  try {
    parse(query);
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  throw new Error('was read');
}

describe('words', () => {
  test('all of them must match, folded', () => {
    expect(parse('José  MÜLLER-Weiß')).toEqual({
      kind: 'all',
      nodes: [word('jose'), word('muller-weiss')],
    });
  });

  test('an empty query, and one of signs alone, asks for everybody', () => {
    expect(parse('  ')).toEqual({ kind: 'all', nodes: [] });
    expect(parse('- & –')).toEqual({ kind: 'all', nodes: [] });
  });

  test('a phrase keeps its blanks, whatever its quotation marks look like', () => {
    const phrase = { kind: 'word', scope: 'any', text: 'ann lee', isPhrase: true };
    expect(parse('"Ann  Lee"')).toEqual(phrase);
    expect(parse('“Ann Lee”')).toEqual(phrase);
  });

  test.each(['0151 234 567', '(0151) 234 567', '(0151)-234-567', '0151/234.567'])(
    'the number %s is one word',
    (query) => {
      const node = parse(query);
      expect(node.kind).toBe('word');
    },
  );

  test('a number ends where a word begins', () => {
    expect(parse('smith 0151 234 berlin')).toEqual({
      kind: 'all',
      nodes: [word('smith'), word('0151 234'), word('berlin')],
    });
  });

  test('a time of day and an address with a colon are words', () => {
    expect(parse('12:30')).toEqual(word('12:30'));
    expect(parse('https://example.com')).toEqual(word('https://example.com'));
  });
});

describe('combinations', () => {
  test('OR stands between whole groups of words; a small "or" is a word', () => {
    expect(parse('ann lee OR bob')).toEqual({
      kind: 'any',
      nodes: [{ kind: 'all', nodes: [word('ann'), word('lee')] }, word('bob')],
    });
    expect(parse('trick or treat').kind).toBe('all');
  });

  test('AND may be written', () => {
    expect(parse('ann AND lee')).toEqual(parse('ann lee'));
  });

  test('brackets bind, and a minus denies what follows it', () => {
    expect(parse('ann -(bob OR tag:VIP)')).toEqual({
      kind: 'all',
      nodes: [
        word('ann'),
        { kind: 'not', node: { kind: 'any', nodes: [word('bob'), { kind: 'tag', name: 'vip' }] } },
      ],
    });
  });

  test('a dash inside of a word denies nothing', () => {
    expect(parse('smith-jones')).toEqual(word('smith-jones'));
  });
});

describe('fields', () => {
  test.each([
    ['name:smi', word('smi', 'name')],
    ['PHONE:0151', word('0151', 'phone')],
    ['email:ann@', word('ann@', 'email')],
    ['company:acme', word('acme', 'company')],
    ['city:"New York"', { kind: 'text', field: 'city', value: 'New York' }],
    ['tag:"Big  Spender"', { kind: 'tag', name: 'big spender' }],
    ['origin:import', { kind: 'origin', value: 'import' }],
    ['source:web', { kind: 'text', field: 'leadSource', value: 'web' }],
    ['ext:A-1', { kind: 'external-id', value: 'A-1' }],
    ['has:phone', { kind: 'present', field: 'phone' }],
    ['no:email', { kind: 'not', node: { kind: 'present', field: 'email' } }],
    ['is:archived', { kind: 'flag', field: 'archived' }],
    ['is:organisation', { kind: 'contact-kind', value: 'organisation' }],
    ['field.size:>40', { kind: 'custom-field', key: 'size', op: 'gt', value: '40', position: 1 }],
    [
      'field.color:red',
      { kind: 'custom-field', key: 'color', op: 'eq', value: 'red', position: 1 },
    ],
    ['has:field.size', { kind: 'custom-field', key: 'size', op: null, value: '', position: 1 }],
  ])('%s', (query, node) => {
    expect(parse(query)).toEqual(node);
  });
});

describe('times', () => {
  test.each([
    ['created:>=2026-01-01', '2025-12-31T23:00:00.000Z', null],
    ['created:>2026-01-01', '2026-01-01T23:00:00.000Z', null],
    ['created:<2026-07-01', null, '2026-06-30T22:00:00.000Z'],
    ['created:<=2026', null, '2026-12-31T23:00:00.000Z'],
    ['created:2026-02', '2026-01-31T23:00:00.000Z', '2026-02-28T23:00:00.000Z'],
    ['created:2026-01-01..2026-01-31', '2025-12-31T23:00:00.000Z', '2026-01-31T23:00:00.000Z'],
    ['created:..2026-01-31', null, '2026-01-31T23:00:00.000Z'],
    ['created:7d', '2026-03-08T12:00:00.000Z', null],
    ['created:12h', '2026-03-15T00:00:00.000Z', null],
    ['created:today', '2026-03-14T23:00:00.000Z', '2026-03-15T23:00:00.000Z'],
    ['created:yesterday', '2026-03-13T23:00:00.000Z', '2026-03-14T23:00:00.000Z'],
    ['created:>=2026-01-01T10:00:00Z', '2026-01-01T10:00:00.000Z', null],
    // The day on which clocks go forward has 23 hours.
    ['created:2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ])('%s is read on the wall clock of the workspace', (query, from, before) => {
    const node = parse(query);
    if (node.kind !== 'time') throw new Error('no time');
    const shown = (at: number | null): string | null =>
      at === null ? null : formatIsoMs(instant(at));
    expect([shown(node.span.from), shown(node.span.before)]).toEqual([from, before]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['ann "lee', 'q: at character 5: this quotation mark is never closed'],
    ['(ann', 'q: at character 1: this bracket is never closed'],
    ['ann)', 'q: at character 4: this bracket closes nothing'],
    ['OR ann', 'q: at character 1: something must stand before OR'],
    ['ann OR', 'q: at character 5: something must follow OR'],
    ['ann OR OR bob', 'q: at character 8: something must stand before OR'],
    ['city: berlin', 'q: at character 1: a value must follow city: without a blank'],
    ['is:blue', 'q: at character 4: is: takes archived, dnd, person, organisation'],
    ['created:2026-02-30', /^q: at character 9: created: takes 2026, 2026-03, .*7d/],
    ['origin:web', 'q: at character 8: origin: takes manual, import, api, sync'],
    ['((((((ann))))))', 'q: at character 6: brackets must not be nested deeper than 5'],
    ['a '.repeat(21), 'q: at character 41: more than 20 parts are too many'],
    ['a'.repeat(501), 'q: must not be longer than 500 characters'],
  ])('%s: says where and what is allowed', (query, message) => {
    expect(problemOf(query)).toMatch(message);
  });

  test('an unknown field is answered with those there are', () => {
    expect(problemOf('ann fone:12')).toMatch(
      /^q: at character 5: there is no field fone; allowed: name, company, phone, email, tag, .*field\.<key>/,
    );
  });

  test('no text makes the parser fail otherwise, and places are inside of it', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '"',
      '-',
      ' OR ',
      'tag:',
      'created:',
      ' ',
      'field.x:',
      '>',
    );
    const queries = fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 15 });
    fc.assert(
      fc.property(queries, (parts) => {
        const query = parts.join('');
        try {
          parse(query);
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          const place = Number(/at character (\d+)/.exec(error.message)?.[1] ?? 1);
          expect(place).toBeGreaterThanOrEqual(1);
          expect(place).toBeLessThanOrEqual(query.length + 1);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('every quoted text without a quotation mark is found as itself', () => {
    const texts = fc.stringMatching(/^[a-z:()-]{1,20}$/).filter((text) => /[a-z]/.test(text));
    fc.assert(
      fc.property(texts, (text) => {
        expect(parse(`"${text}"`)).toEqual({ kind: 'word', scope: 'any', text, isPhrase: true });
      }),
    );
  });
});
