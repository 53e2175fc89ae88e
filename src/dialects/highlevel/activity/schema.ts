/** Wire shapes of notes and tasks. */
import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const text = Type.String();
const optional = Type.Optional(text);
const nullable = Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] }));
const flag = Type.Optional(Type.Boolean());
const required = Type.String({ minLength: 1 });
const traceId = text;

export const NoteParams = Type.Object({ contactId: text, id: text });
export const TaskParams = Type.Object({ contactId: text, taskId: text });

const noteFields = { userId: nullable, title: nullable, color: nullable, pinned: flag };
export const CreateNoteBody = Type.Object({ ...noteFields, body: required }, strict);
export const UpdateNoteBody = Type.Object({ ...noteFields, body: Type.Optional(required) }, strict);
export type NoteBody = Static<typeof UpdateNoteBody>;

const WireNote = Type.Object({
  id: text,
  contactId: text,
  body: text,
  userId: optional,
  title: optional,
  color: optional,
  pinned: Type.Boolean(),
  dateAdded: text,
});
export type WireNote = Static<typeof WireNote>;
export const NoteReply = Type.Object({ note: WireNote, traceId });
export const NotesReply = Type.Object({ notes: Type.Array(WireNote), traceId });

const taskFields = { body: nullable, assignedTo: nullable };
export const CreateTaskBody = Type.Object(
  { ...taskFields, title: required, dueDate: required, completed: Type.Boolean() },
  strict,
);
export const UpdateTaskBody = Type.Object(
  {
    ...taskFields,
    title: Type.Optional(required),
    dueDate: Type.Optional(required),
    completed: flag,
  },
  strict,
);
export type TaskBody = Static<typeof UpdateTaskBody>;
export const CompletedBody = Type.Object({ completed: Type.Boolean() }, strict);

const WireTask = Type.Object({
  id: text,
  contactId: text,
  title: text,
  body: optional,
  assignedTo: optional,
  dueDate: text,
  completed: Type.Boolean(),
});
export type WireTask = Static<typeof WireTask>;
export const TaskReply = Type.Object({ task: WireTask, traceId });
export const TasksReply = Type.Object({ tasks: Type.Array(WireTask), traceId });
