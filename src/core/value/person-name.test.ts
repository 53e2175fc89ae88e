import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  shownDisplayName,
  shownFullName,
  writeDisplayName,
  writeFullName,
  writeParts,
} from './person-name.ts';
import type { NameParts } from './person-name.ts';

const nobody: NameParts = { givenName: null, familyName: null, fullName: null, displayName: null };
const ann: NameParts = { ...nobody, givenName: 'Ann', familyName: 'Lee' };

describe('the full name', () => {
  test('is the stored one, else the parts joined by one space, else the label, else nothing', () => {
    expect(shownFullName({ ...ann, fullName: 'Ann  Lee', displayName: 'Boss' })).toBe('Ann  Lee');
    expect(shownFullName({ ...ann, displayName: 'Boss' })).toBe('Ann Lee');
    expect(shownFullName({ ...nobody, givenName: 'Ann' })).toBe('Ann');
    expect(shownFullName({ ...nobody, familyName: 'Lee' })).toBe('Lee');
    expect(shownFullName({ ...nobody, displayName: 'Boss' })).toBe('Boss');
    expect(shownFullName({ ...nobody, displayName: '' })).toBeNull();
    expect(shownFullName(nobody)).toBeNull();
  });

  test.each([
    ['Mary Ann Lee', { givenName: 'Mary Ann', familyName: 'Lee', fullName: null }],
    ['Cher', { givenName: null, familyName: 'Cher', fullName: null }],
    [
      ' Mary  Ann\tLee ',
      { givenName: 'Mary Ann', familyName: 'Lee', fullName: ' Mary  Ann\tLee ' },
    ],
  ])('%j is split at its last space and shown as written', (text, expected) => {
    expect(writeFullName(ann, text)).toEqual({ ...expected, displayName: null });
    expect(shownFullName(writeFullName(ann, text))).toBe(text);
  });

  test('written back unchanged leaves everything as it is, also an unusual boundary', () => {
    const name = {
      ...nobody,
      givenName: 'Ludwig',
      familyName: 'van Beethoven',
      displayName: 'Lou',
    };
    expect(writeFullName(name, 'Ludwig van Beethoven')).toBe(name);
  });

  test('keeps the boundary of the parts when only case or spacing change', () => {
    const name = { ...nobody, givenName: 'ludwig', familyName: 'van  beethoven' };
    expect(writeFullName(name, 'Ludwig van Beethoven')).toEqual({
      ...nobody,
      givenName: 'Ludwig',
      familyName: 'van Beethoven',
    });
  });

  test.each([null, '', ' \t'])('%j clears parts and full name', (blank) => {
    expect(writeFullName({ ...ann, fullName: 'Ann  Lee' }, blank)).toEqual(nobody);
    expect(writeFullName({ ...ann, displayName: 'ANN lee' }, blank)).toEqual(nobody);
    expect(writeFullName({ ...ann, displayName: 'Boss' }, blank)).toEqual({
      ...nobody,
      displayName: 'Boss',
    });
  });
});

describe('the parts', () => {
  test('left out stay, null and blank clear', () => {
    expect(writeParts(ann, { givenName: 'Bob' })).toEqual({ ...ann, givenName: 'Bob' });
    expect(writeParts(ann, { familyName: null })).toEqual({ ...ann, familyName: null });
    expect(writeParts(ann, { givenName: ' ', familyName: undefined })).toEqual({
      ...ann,
      givenName: null,
    });
    expect(writeParts(ann, {})).toBe(ann);
  });

  test('drop a stored full name that no longer agrees, and keep one that does', () => {
    const name = { ...ann, fullName: 'Ann  Lee' };
    expect(writeParts(name, { familyName: 'Smith' })).toEqual({ ...ann, familyName: 'Smith' });
    expect(writeParts(name, { familyName: ' Lee' })).toEqual({ ...name, familyName: ' Lee' });
    expect(writeParts(name, { familyName: 'Lee' })).toBe(name);
  });
});

describe('the label', () => {
  test('is shown as display name, else the full name, else nothing', () => {
    expect(shownDisplayName({ ...ann, displayName: 'Boss' })).toBe('Boss');
    expect(shownDisplayName({ ...ann, displayName: '' })).toBe('');
    expect(shownDisplayName(ann)).toBe('Ann Lee');
    expect(shownDisplayName(nobody)).toBe('');
  });

  test('never touches the parts; the shown one written back stays derived; an empty one is kept', () => {
    expect(writeDisplayName(ann, 'Boss')).toEqual({ ...ann, displayName: 'Boss' });
    expect(writeDisplayName(ann, 'Ann Lee')).toBe(ann);
    expect(writeDisplayName(ann, '')).toEqual({ ...ann, displayName: '' });
    expect(writeDisplayName(nobody, '')).toEqual({ ...nobody, displayName: '' });
    expect(writeDisplayName({ ...ann, displayName: 'Boss' }, null)).toEqual(ann);
  });

  test('goes with the name that it repeated, whatever its case and spacing', () => {
    const name = { ...ann, displayName: ' ANN  lee' };
    expect(writeParts(name, { familyName: 'Smith' })).toEqual({ ...ann, familyName: 'Smith' });
    expect(writeFullName(name, 'Bob Ray')).toEqual({
      ...nobody,
      givenName: 'Bob',
      familyName: 'Ray',
    });
  });

  test('of its own stays when the name changes', () => {
    const name = { ...ann, displayName: 'Boss' };
    expect(shownDisplayName(writeParts(name, { familyName: 'Smith' }))).toBe('Boss');
    expect(shownDisplayName(writeFullName(name, 'Bob Ray'))).toBe('Boss');
  });

  test('of a nameless contact is replaced by the writer who saw it as the name, and kept by one who did not', () => {
    const name = { ...nobody, displayName: 'Corner Bakery' };
    expect(writeFullName(name, 'Bob Ray')).toEqual({
      ...nobody,
      givenName: 'Bob',
      familyName: 'Ray',
    });
    expect(writeParts(name, { givenName: 'Bob' })).toEqual({ ...name, givenName: 'Bob' });
    expect(writeFullName(name, 'Corner Bakery')).toBe(name);
  });
});

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
/** A small vocabulary, so that two writers often mean the same person, beside any text at all. */
const word = fc.oneof(
  fc.constantFrom('Ann', 'ann', 'Lee', 'van', 'Bob', 'İ'),
  fc.string({ unit: codeUnit, maxLength: 4 }),
);
const text = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', '  ', '\t')), { maxLength: 4 })
  .map((words) => words.flat().join('').slice(0, -1));
const field = fc.option(text);

/** Whoever can write a name, what was written, and what it does. */
type Write =
  | { kind: 'given and family'; givenName: string | null; familyName: string | null }
  | { kind: 'given'; givenName: string | null }
  | { kind: 'family'; familyName: string | null }
  | { kind: 'full'; fullName: string | null }
  | { kind: 'label'; label: string | null };

const writers: Record<Write['kind'], fc.Arbitrary<Write>> = {
  'given and family': fc.record({
    kind: fc.constant('given and family'),
    givenName: field,
    familyName: field,
  }),
  given: fc.record({ kind: fc.constant('given'), givenName: field }),
  family: fc.record({ kind: fc.constant('family'), familyName: field }),
  full: fc.record({ kind: fc.constant('full'), fullName: field }),
  label: fc.record({ kind: fc.constant('label'), label: field }),
};
const anyWrite = fc.oneof(...Object.values(writers));
const named = Object.entries(writers);
const pairs = named.flatMap(([one, earlier]) =>
  named.map(([other, later]) => ({ one, other, earlier, later })),
);

function apply(name: NameParts, write: Write): NameParts {
  if (write.kind === 'full') return writeFullName(name, write.fullName);
  if (write.kind === 'label') return writeDisplayName(name, write.label);
  return writeParts(name, write);
}

function folded(name: string | null | undefined): string {
  return (name ?? '').trim().replaceAll(/\s+/gu, ' ');
}

function joined(name: NameParts): string {
  return folded(`${name.givenName ?? ''} ${name.familyName ?? ''}`);
}

/** What a view shows, white space folded; `label` exactly as stored. */
function viewsOf(name: NameParts) {
  return {
    joined: joined(name),
    full: folded(shownFullName(name)),
    label: name.displayName,
    display: folded(shownDisplayName(name)),
  };
}

/** The rule told a second time, from the writer's side: the person just written, in every view. */
function expectedViews(before: NameParts, write: Write): ReturnType<typeof viewsOf> {
  const person = writtenPerson(before, write);
  const written = write.kind === 'label' ? write.label : labelBeside(before, write, person);
  const label = isWrittenBack(before, write) ? before.displayName : written;
  const full = person === '' ? folded(label) : person;
  return { joined: person, full, label, display: folded(label ?? full) };
}

function writtenPerson(before: NameParts, write: Write): string {
  if (write.kind === 'label' || isWrittenBack(before, write)) return joined(before);
  return write.kind === 'full' ? folded(write.fullName) : joined({ ...before, ...write });
}

/** The label that is left when a name is written: gone if it repeated the name that this writer saw and changed. */
function labelBeside(before: NameParts, write: Write, person: string): string | null {
  if (joined(before) === '' && person === '') return before.displayName;
  const seen = write.kind === 'full' ? folded(shownFullName(before)) : joined(before);
  const repeats = folded(before.displayName).toLowerCase() === seen.toLowerCase();
  return seen !== '' && repeats && person !== seen ? null : before.displayName;
}

function isWrittenBack(before: NameParts, write: Write): boolean {
  if (write.kind === 'full') return write.fullName === shownFullName(before);
  return write.kind === 'label' && write.label !== '' && write.label === shownDisplayName(before);
}

describe.each(pairs)('$one, then $other', ({ earlier, later }) => {
  test('the later write wins in every view, and once is enough', () => {
    fc.assert(
      fc.property(
        fc.array(anyWrite, { maxLength: 3 }),
        earlier,
        later,
        (history, first, second) => {
          const before = [...history, first].reduce(apply, nobody);
          const after = apply(before, second);
          expect(viewsOf(after)).toEqual(expectedViews(before, second));
          expect(apply(after, second)).toEqual(after);
        },
      ),
      { numRuns: 400 },
    );
  });
});

test('a full name is shown exactly as written, and a part is kept exactly', () => {
  fc.assert(
    fc.property(fc.array(anyWrite, { maxLength: 4 }), text, (history, written) => {
      fc.pre(written.trim() !== '');
      const name = history.reduce(apply, nobody);
      expect(shownFullName(writeFullName(name, written))).toBe(written);
      expect(writeParts(name, { givenName: written }).givenName).toBe(written);
      expect(writeParts(name, { familyName: written }).familyName).toBe(written);
    }),
    { numRuns: 2000 },
  );
});

test('writing back what is shown changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyWrite, { maxLength: 5 }), (history) => {
      const name = history.reduce(apply, nobody);
      const { givenName, familyName, displayName } = name;
      expect(writeFullName(name, shownFullName(name))).toBe(name);
      for (const patch of [{ givenName, familyName }, { givenName }, { familyName }, {}]) {
        expect(writeParts(name, patch)).toBe(name);
      }
      expect(writeDisplayName(name, displayName)).toBe(name);
      // A nameless contact shows '' without a label; writing that says that there is to be none.
      const shown = shownDisplayName(name);
      expect(writeDisplayName(name, shown === '' ? displayName : shown)).toBe(name);
      expect(shownDisplayName(writeDisplayName(name, shown))).toBe(shown);
    }),
    { numRuns: 3000 },
  );
});

test('neither part nor full name is ever stored blank', () => {
  fc.assert(
    fc.property(fc.array(anyWrite, { maxLength: 5 }), (history) => {
      const { givenName, familyName, fullName } = history.reduce(apply, nobody);
      const stored = [givenName, familyName, fullName].filter((part) => part !== null);
      expect(stored.filter((part) => part.trim() === '')).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
