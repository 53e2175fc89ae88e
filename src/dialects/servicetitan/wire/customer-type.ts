/** `Crm.V2.CustomerType`. */
const types: ReadonlyMap<string, CustomerType> = new Map([
  ['residential', 'Residential'],
  ['commercial', 'Commercial'],
]);

export type CustomerType = 'Residential' | 'Commercial';

/** Ignores case, as the vendor's host does. */
export function parseCustomerType(text: string): CustomerType | null {
  return types.get(text.toLowerCase()) ?? null;
}
