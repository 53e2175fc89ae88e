/** Users who follow a contact. Their ids are kept as given: the hub knows no users of this vendor's. */
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { idOf } from '../routes/id.ts';
import { ContactParams } from '../schema.ts';
import { AddedFollowers, FollowersBody, RemovedFollowers } from './schema.ts';

const path = '/contacts/:contactId/followers';

export function followerRoutes(app: DialectApp, services: DialectServices): void {
  add(app, services);
  remove(app, services);
}

function add(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'add-followers-contact',
    summary: 'Let users follow a contact',
    params: ContactParams,
    body: FollowersBody,
    response: { 201: AddedFollowers },
  };
  app.post(path, { config: needs('person.write'), schema }, async (request, reply) => {
    const id = idOf('contact', request.params.contactId);
    const followers = [{ op: 'add' as const, users: request.body.followers }];
    const { before, after } = await hub.contacts.change(tenantOf(request), id, { followers });
    reply.code(201);
    return {
      followers: [...after.followers],
      followersAdded: lacking(after.followers, before.followers),
      traceId: newTraceId(),
    };
  });
}

function remove(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'remove-followers-contact',
    summary: 'Let users follow a contact no more',
    params: ContactParams,
    body: FollowersBody,
    response: { 200: RemovedFollowers },
  };
  app.delete(path, { config: needs('person.write'), schema }, async (request) => {
    const id = idOf('contact', request.params.contactId);
    const followers = [{ op: 'remove' as const, users: request.body.followers }];
    const { before, after } = await hub.contacts.change(tenantOf(request), id, { followers });
    return {
      followers: [...after.followers],
      followersRemoved: lacking(before.followers, after.followers),
      traceId: newTraceId(),
    };
  });
}

/** Those of the one that the other does not have. */
function lacking(one: readonly string[], other: readonly string[]): string[] {
  return one.filter((user) => !other.includes(user));
}
