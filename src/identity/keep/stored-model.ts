/** What a run has learned, as it comes back from the database. */
import type { MatchMemory } from '../../core/port/match-store.ts';
import { isJsonObject, type JsonValue } from '../../core/value/json.ts';
import { fieldsWith } from '../score/fields.ts';
import type { ClassShares, Model } from '../score/model.ts';

/**
 * The model for an address book that has `contacts` by now: duplicates grow with it, its pairs with its square, so of these
 * there are fewer. Undefined when nothing was learned, or by a version that compared other fields.
 */
export function storedModel(memory: MatchMemory | undefined, contacts: number): Model | undefined {
  if (!memory) return undefined;
  const { same, strangers, shares } = memory.model;
  if (!isLevels(same) || !isLevels(strangers) || !isShares(shares)) return undefined;
  const times = Math.max(1, memory.contacts) / Math.max(1, contacts);
  return { same, strangers, shares: scaled(shares, times) };
}

/** No share grows: what was learned of few says nothing of fewer. */
function scaled({ same, household, colleagues }: ClassShares, times: number): ClassShares {
  const by = Math.min(1, times);
  return { same: same * by, household: household * by, colleagues: colleagues * by };
}

const fields = fieldsWith([]);

/** A number for each level of each field that is compared. */
function isLevels(value: JsonValue | undefined): value is readonly (readonly number[])[] {
  return (
    Array.isArray(value) &&
    value.length === fields.length &&
    value.every(
      (levels: JsonValue, index) =>
        Array.isArray(levels) &&
        levels.length === fields[index]?.levels.length &&
        levels.every((level) => typeof level === 'number' && level > 0),
    )
  );
}

function isShares(value: JsonValue | undefined): value is JsonValue & ClassShares {
  if (!isJsonObject(value)) return false;
  return [value['same'], value['household'], value['colleagues']].every(
    (share) => typeof share === 'number' && share > 0,
  );
}
