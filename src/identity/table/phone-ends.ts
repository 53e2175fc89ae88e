/** The first and the last four digits of phone numbers: what differs in both is no slip of one digit. */

const length = 9;
const half = 10_000;

export class PhoneEnds {
  /** One more than both ends in one number; 0 = not of the usual length. */
  #ends = new Int32Array(1024);

  note(id: number, digits: string): void {
    if (id >= this.#ends.length) this.#grow(id);
    const isUsual = digits.length === length;
    this.#ends[id] = isUsual ? Number(digits.slice(0, 4)) * half + Number(digits.slice(5)) + 1 : 0;
  }

  /** False for two that certainly differ in more than a digit, or two that are swapped. */
  mayBeSlip(a: number, b: number): boolean {
    const [x, y] = [this.#ends[a] ?? 0, this.#ends[b] ?? 0];
    if (x === 0 || y === 0) return true;
    const [head, other] = [Math.trunc((x - 1) / half), Math.trunc((y - 1) / half)];
    return head === other || x - head * half === y - other * half;
  }

  #grow(id: number): void {
    const ends = new Int32Array(Math.max(id + 1, this.#ends.length * 2));
    ends.set(this.#ends);
    this.#ends = ends;
  }
}
