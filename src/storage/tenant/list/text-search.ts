/**
 * The field `text` of lists of jobs, accounts and tasks: a word is somewhere in what people would look for, ignoring case.
 * Record by record, without an index: these searches are rare, and an index over texts would make every write dearer.
 */
const has = (texts: readonly string[], word: string): string =>
  `position(lower(${word}) in lower(concat_ws(chr(10), ${texts.join(', ')}))) > 0`;

/** Number, addresses, descriptions, purchase order, and everybody's names, numbers and addresses. */
export function jobHasWord(word: string): string {
  const information = "jsonb_path_query_array(t.contact_information, '$.*.*')";
  return has(
    [
      't.number',
      't.description',
      't.work_done',
      't.address',
      't.billing_address',
      information,
      "t.extra->'servicem8'->>'purchase_order_number'",
    ],
    word,
  );
}

/** Name, website, addresses, and the texts that ServiceM8 keeps of a company. */
export function accountHasWord(word: string): string {
  const own = ['abn_number', 'fax_number', 'billing_attention', 'payment_terms'];
  return has(
    [
      't.name',
      't.website',
      't.address',
      't.billing_address',
      't.street',
      't.city',
      't.state',
      't.postal_code',
      't.country',
      ...own.map((key) => `t.extra->'servicem8'->>'${key}'`),
    ],
    word,
  );
}

/** Title and text. */
export function taskHasText(text: string): string {
  return has(['t.title', 't.body'], text);
}
