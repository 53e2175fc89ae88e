/** Words in a name that are no name. */

const titles: ReadonlySet<string> = new Set(
  (
    'mr mrs ms miss mx dr prof professor doctor sir dame rev reverend fr father sr sra srta señor don dona ' +
    'herr frau hr fru mme mlle monsieur madame dipl ing mag hon capt captain lt sgt col gen major mister ' +
    'phd md mba esq dds dvm cpa rn bsc msc ba ma obe mbe'
  ).split(' '),
);

/** Only where more of a name stands beside them: "Major", "Don" and "Ma" are names of people as well. */
const particles: ReadonlySet<string> = new Set(
  'van von der den de di da del della dos das du la le el al bin ibn ter ten zu zum af av st'.split(
    ' ',
  ),
);

/** Which of several of one name: none, senior, junior, the third, … */
const generations: ReadonlyMap<string, number> = new Map([
  ['senior', 1],
  // In Spanish a title: it counts only against a junior of the same name.
  ['sr', 1],
  ['snr', 1],
  ['i', 1],
  ['jr', 2],
  ['jnr', 2],
  ['junior', 2],
  ['ii', 2],
  ['iii', 3],
  ['iv', 4],
]);

export function isTitle(word: string): boolean {
  return titles.has(word);
}

export function isParticle(word: string): boolean {
  return particles.has(word);
}

/** 0 for a word that says nothing of it. */
export function generationOf(word: string): number {
  return generations.get(word) ?? 0;
}
