/** One word for the spellings of a contact's type: `BILLING`, `Billing Contact` and `billing_contact` are `billing`. */
export function spelledAlike(type: string): string {
  const word = type
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
  return word.replace(/ contact$/, '');
}
