/**
 * The name rule: several writers see a name differently (two parts, one field, a label), and the later write wins in
 * every view. The full name is derived from the parts unless a single-field writer wrote one that they do not derive.
 */

export interface NameParts {
  readonly givenName: string | null;
  readonly familyName: string | null;
  /** Only when a single-field writer wrote a name that the parts do not derive, such as one with two spaces. */
  readonly fullName: string | null;
  /** A label of its own beside the name; null = derived from the full name, `''` is kept. */
  readonly displayName: string | null;
}

/** What a writer of parts says: absent or undefined = leave, null or blank = clear. */
export interface PartsPatch {
  readonly givenName?: string | null | undefined;
  readonly familyName?: string | null | undefined;
}

/** The name in one field: the stored full name, else the parts with one space between, else the label; never blank. */
export function shownFullName(name: NameParts): string | null {
  return ownName(name) ?? textOrNull(name.displayName);
}

/** The label, else the full name, else `''`. */
export function shownDisplayName(name: NameParts): string {
  return name.displayName ?? shownFullName(name) ?? '';
}

/**
 * A single-field writer. The shown name written back returns `name` itself; a new one is shown exactly as written and
 * split at its last space (one word is the family name; where only case or spacing differ, the old boundary stays).
 * Null or blank clears parts and full name; a label stays, and is then what is shown.
 */
export function writeFullName(name: NameParts, fullName: string | null): NameParts {
  const shown = shownFullName(name);
  if (isBlank(fullName)) {
    if (ownName(name) === null) return name;
    const displayName = labelAfter(name, shown, null);
    return { givenName: null, familyName: null, fullName: null, displayName };
  }
  if (fullName === shown) return name;
  const parts = split(fullName, name);
  return {
    ...parts,
    fullName: fullName === joined(parts) ? null : fullName,
    displayName: labelAfter(name, shown, fullName),
  };
}

/**
 * A writer of parts. Unchanged parts return `name` itself; changed ones drop a stored full name that no longer agrees.
 * A label that stood for a nameless contact stays: this writer was never shown it as the name.
 */
export function writeParts(name: NameParts, patch: PartsPatch): NameParts {
  const givenName = patch.givenName === undefined ? name.givenName : textOrNull(patch.givenName);
  const familyName =
    patch.familyName === undefined ? name.familyName : textOrNull(patch.familyName);
  if (givenName === name.givenName && familyName === name.familyName) return name;
  const derived = joined({ givenName, familyName });
  const agrees = folded(name.fullName) === folded(derived);
  const fullName = agrees ? name.fullName : null;
  const displayName = labelAfter(name, ownName(name), fullName ?? derived);
  return { givenName, familyName, fullName, displayName };
}

/**
 * The writer of the label, which never touches the parts. The shown name written back stays derived; `''` is always
 * stored, since it says that there is to be no label.
 */
export function writeDisplayName(name: NameParts, label: string | null): NameParts {
  if (label === name.displayName) return name;
  if (label !== null && label !== '' && label === shownDisplayName(name)) return name;
  const { givenName, familyName, fullName } = name;
  return { givenName, familyName, fullName, displayName: label };
}

type Parts = Pick<NameParts, 'givenName' | 'familyName'>;

/** The name without the label as a last resort. */
function ownName(name: NameParts): string | null {
  return textOrNull(name.fullName) ?? joined(name);
}

function joined(parts: Parts): string | null {
  return textOrNull(`${parts.givenName?.trim() ?? ''} ${parts.familyName?.trim() ?? ''}`.trim());
}

function split(fullName: string, former: Parts): Parts {
  const words = wordsOf(fullName);
  const same = comparable(fullName) === comparable(joined(former));
  const givenCount = same ? wordsOf(former.givenName).length : words.length - 1;
  return {
    givenName: textOrNull(words.slice(0, givenCount).join(' ')),
    familyName: textOrNull(words.slice(givenCount).join(' ')),
  };
}

/** A label that only repeated the former name goes when the name changes, so that it cannot go stale. */
function labelAfter(name: NameParts, former: string | null, next: string | null): string | null {
  const repeated = former !== null && comparable(name.displayName) === comparable(former);
  return repeated && folded(former) !== folded(next) ? null : name.displayName;
}

function wordsOf(text: string | null): string[] {
  return (text ?? '').split(/\s+/u).filter((word) => word !== '');
}

function folded(text: string | null): string {
  return wordsOf(text).join(' ');
}

function comparable(text: string | null): string {
  return folded(text).toLowerCase();
}

function isBlank(text: string | null): text is null | '' {
  return text === null || text.trim() === '';
}

function textOrNull(text: string | null): string | null {
  return isBlank(text) ? null : text;
}
