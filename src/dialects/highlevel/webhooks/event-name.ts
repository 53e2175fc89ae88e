/** The vendor's events about contacts, their notes and their tasks. */

export const eventNames = [
  'ContactCreate',
  'ContactUpdate',
  'ContactDelete',
  'ContactDndUpdate',
  'ContactTagUpdate',
  'NoteCreate',
  'NoteUpdate',
  'NoteDelete',
  'TaskCreate',
  'TaskDelete',
  'TaskComplete',
] as const;
export type EventName = (typeof eventNames)[number];

export function isEventName(word: unknown): word is EventName {
  return eventNames.some((name) => name === word);
}
