/**
 * Columns with a stored copy in lower case under an index, `{column}_folded`. Without it no filter that ignores case
 * could use an index: under row-level security nothing but plain comparisons may be asked of one.
 */
const folded: Readonly<Record<string, readonly string[]>> = {
  account: ['name'],
  job_contact: ['phone', 'mobile', 'email'],
  relation: ['phone', 'mobile', 'email'],
  site: ['name'],
};

/** As many characters as the copy holds. */
const longest = 255;

/** The column's copy in SQL; null for a column without one. */
export function foldedCopy(table: string, column: string): string | null {
  return folded[table]?.includes(column) === true ? `t.${column}_folded` : null;
}

/**
 * What an index can say of a text that equals the parameter, ignoring case: nearly all. Some of the indexes leave out
 * what is empty, which the planner must be told is not asked for.
 */
export function equalsFolded(copy: string, parameter: string, isEmpty: boolean): string {
  const equal = `${copy} = left(lower(${parameter}), ${longest})`;
  return isEmpty ? equal : `${equal} and ${copy} <> ''`;
}
