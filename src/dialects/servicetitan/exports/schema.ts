/** The parameters and the envelope of the vendor's exports. */
import { Type, type Static, type TArray, type TObject, type TSchema } from 'typebox';

export const ExportParameters = Type.Object({
  from: Type.Optional(
    Type.String({
      description: 'A date to begin with, or the last continueFrom; else from the start',
    }),
  ),
  includeRecentChanges: Type.Optional(Type.String({ format: 'true-or-false' })),
});
export type ExportParameters = Static<typeof ExportParameters>;

/** `continueFrom` is there on the last page too: whoever keeps it goes on from there later. */
export function exportOf<T extends TSchema>(item: T): ExportSchema<T> {
  return Type.Object({
    hasMore: Type.Boolean(),
    continueFrom: Type.String(),
    data: Type.Array(item),
  });
}

type ExportSchema<T extends TSchema> = TObject<{
  hasMore: ReturnType<typeof Type.Boolean>;
  continueFrom: ReturnType<typeof Type.String>;
  data: TArray<T>;
}>;
