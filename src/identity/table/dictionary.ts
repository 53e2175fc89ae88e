/** Texts as small numbers, so that equal texts are compared as numbers. */

/** 0 stands for no text. */
export class Dictionary {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [''];

  /** The number of a text, a new one if it has not been seen. */
  idOf(text: string): number {
    if (text === '') return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#texts.push(text);
    this.#ids.set(text, id);
    return id;
  }

  /** `''` for 0 and for numbers that were not given out. */
  textOf(id: number): string {
    return this.#texts[id] ?? '';
  }
}
