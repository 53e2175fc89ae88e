/** How an e-mail address is made from the name: of two people of one name, many have addresses made the same way. */
import type { EmailForm } from './email.ts';

type Mailbox = Pick<EmailForm, 'key' | 'local'>;

const shortest = 3;

/**
 * The address with the words of the name as signs: "jane.doe7@mail.example" of Jane Doe is "**7@mail.example", "jdoe7@…" is
 * "+*7@…". How frequent that is says how many others of the same name have the same address.
 */
export function emailPattern({ key, local }: Mailbox, words: readonly string[]): string {
  let rest = local;
  for (const word of words) if (word.length >= shortest) rest = rest.replace(word, '*');
  if (rest === local) return key;
  return `${withoutInitials(rest, words)}${key.slice(key.lastIndexOf('@'))}`;
}

function withoutInitials(text: string, words: readonly string[]): string {
  let signs = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const isAlone = !isLetter(text.charAt(at - 1)) && !isLetter(text.charAt(at + 1));
    const isInitial = isAlone && isLetter(letter) && words.some((word) => word.startsWith(letter));
    signs += isInitial ? '+' : letter;
  }
  return signs;
}

function isLetter(text: string): boolean {
  return text >= 'a' && text <= 'z';
}
