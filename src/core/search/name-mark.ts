/**
 * A mark before each word of a name in the search document, so that the trigram index tells names from all else: who
 * types "gma" wants Gma before half a million addresses at gmail.com. A letter to the index, and in no name.
 */
export const nameMark = 'ǃ';

/** A folded name with the mark before each of its words. */
export function markName(name: string): string {
  return name.replaceAll(/(^| )(?=[^ ])/g, `$1${nameMark}`);
}
