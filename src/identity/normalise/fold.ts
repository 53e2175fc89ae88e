/** Texts as they are compared: lower case, Latin letters, no accents. */

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  є: 'ye',
  ґ: 'g',
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
};

/** Nothing beyond ASCII, which is most of what comes. */
const plain = /^[\u0020-\u007e]*$/;

/** Lower case without accents; Cyrillic and Greek letters in Latin ones, other scripts as they are. */
function foldLetters(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const bare = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '');
  return bare.replaceAll(/\P{ASCII}/gu, (letter) => letters[letter] ?? letter);
}

const nothing: ReadonlySet<string> = new Set([
  '-',
  '--',
  '.',
  '?',
  'n/a',
  'null',
  'nan',
  'none',
  'unknown',
  'undefined',
]);

/** What people and programs write into a cell that they leave empty. */
export function isMissing(text: string | null | undefined): text is null | undefined {
  if (text === null || text === undefined) return true;
  const bare = text.trim();
  return bare === '' || (bare.length < 10 && nothing.has(bare.toLowerCase()));
}

/** The words of a text: apostrophes close up, everything else that is no letter and no digit parts. */
export function wordsOf(text: string | null | undefined): string[] {
  if (isMissing(text)) return [];
  const bare = foldLetters(text).replaceAll(/['`´’‘]/g, '');
  return bare.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
