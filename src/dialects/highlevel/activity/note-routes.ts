/** Notes of a contact. */
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { DeletedReply } from '../reply-schema.ts';
import { idOf } from '../routes/id.ts';
import { ContactParams } from '../schema.ts';
import { emptyNote, toNotePatch, toWireNote } from './mapping.ts';
import { CreateNoteBody, NoteParams, NoteReply, NotesReply, UpdateNoteBody } from './schema.ts';

const list = '/contacts/:contactId/notes';
const one = `${list}/:id`;

export function noteRoutes(app: DialectApp, services: DialectServices): void {
  registerList(app, services);
  registerRead(app, services);
  registerWrites(app, services);
}

function registerList(app: DialectApp, { hub }: DialectServices): void {
  const params = ContactParams;
  const listed = { params, response: { 200: NotesReply } };
  app.get(
    list,
    {
      config: needs('person.read'),
      schema: { operationId: 'get-all-notes', summary: 'List the notes of a contact', ...listed },
    },
    async (request) => {
      const contactId = idOf('contact', request.params.contactId);
      const notes = await hub.notes.list(tenantOf(request), contactId);
      return { notes: notes.map((note) => toWireNote(note)), traceId: newTraceId() };
    },
  );
  const made = { params, body: CreateNoteBody, response: { 201: NoteReply } };
  app.post(
    list,
    {
      config: needs('person.write'),
      schema: { operationId: 'create-note', summary: 'Write a note on a contact', ...made },
    },
    async (request, reply) => {
      const contactId = idOf('contact', request.params.contactId);
      const { body } = request.body;
      const fields = { ...emptyNote, ...toNotePatch(request.body), body };
      const note = await hub.notes.create(tenantOf(request), contactId, fields);
      reply.code(201);
      return { note: toWireNote(note), traceId: newTraceId() };
    },
  );
}

function registerRead(app: DialectApp, { hub }: DialectServices): void {
  const shown = { params: NoteParams, response: { 200: NoteReply } };
  app.get(
    one,
    {
      config: needs('person.read'),
      schema: { operationId: 'get-note', summary: 'Get a note', ...shown },
    },
    async (request) => {
      const { contactId, id } = idsOf(request.params);
      const note = await hub.notes.get(tenantOf(request), contactId, id);
      return { note: toWireNote(note), traceId: newTraceId() };
    },
  );
}

function registerWrites(app: DialectApp, { hub }: DialectServices): void {
  const params = NoteParams;
  const changed = { params, body: UpdateNoteBody, response: { 200: NoteReply } };
  app.put(
    one,
    {
      config: needs('person.write'),
      schema: { operationId: 'update-note', summary: 'Change a note', ...changed },
    },
    async (request) => {
      const { contactId, id } = idsOf(request.params);
      const patch = toNotePatch(request.body);
      const note = await hub.notes.update(tenantOf(request), contactId, id, patch);
      return { note: toWireNote(note), traceId: newTraceId() };
    },
  );
  const removed = { params, response: { 200: DeletedReply } };
  app.delete(
    one,
    {
      config: needs('person.write'),
      schema: { operationId: 'delete-note', summary: 'Delete a note', ...removed },
    },
    async (request) => {
      const { contactId, id } = idsOf(request.params);
      await hub.notes.remove(tenantOf(request), contactId, id);
      return { succeded: true, succeeded: true, traceId: newTraceId() };
    },
  );
}

function idsOf({ contactId, id }: { readonly contactId: string; readonly id: string }) {
  return { contactId: idOf('contact', contactId), id: idOf('note', id) };
}
