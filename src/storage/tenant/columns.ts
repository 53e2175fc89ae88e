/** Columns that several tables have. */

export const written = {
  createdAt: 'timestamptz',
  createdBy: 'bigint',
  updatedAt: 'timestamptz',
  updatedBy: 'bigint',
} as const;

/** The five values that a link to a person shows. */
export const personValues = {
  first: 'text',
  last: 'text',
  phone: 'text',
  mobile: 'text',
  email: 'text',
} as const;
