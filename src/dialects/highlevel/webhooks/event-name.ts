/** The vendor's events about contacts, their notes and their tasks. */

export const contactEvents = [
  'ContactCreate',
  'ContactUpdate',
  'ContactDelete',
  'ContactDndUpdate',
  'ContactTagUpdate',
] as const;
export const noteEvents = ['NoteCreate', 'NoteUpdate', 'NoteDelete'] as const;
export const taskEvents = ['TaskCreate', 'TaskDelete', 'TaskComplete'] as const;

export const eventNames = [...contactEvents, ...noteEvents, ...taskEvents] as const;
export type EventName = (typeof eventNames)[number];

export function isEventName(word: unknown): word is EventName {
  return eventNames.some((name) => name === word);
}
