/** Makes workspaces. For the operator alone: no credential of any dialect leads here. */
import { InvalidInput } from '../../core/errors.ts';
import type { DuplicatePolicy, Organisation, Workspace } from '../../core/workspace/workspace.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { newHex24, newUuid, randomText } from '../token/new-id.ts';
import type { IssueContext } from './key-issuer.ts';
import { checkSettings } from './workspace-service.ts';

export interface WorkspaceDraft {
  readonly name: string;
  /** ISO 3166-1 alpha-2; there is no default on purpose. */
  readonly region: string;
  readonly timeZone: string;
  readonly duplicates: DuplicatePolicy;
  /** Fixed for good. */
  readonly sandbox: boolean;
  /** Null makes an organisation of the same name. */
  readonly organisationId: Uuid | null;
}

/** A new workspace with its built-in connection; only inside a transaction. Throws `InvalidInput`. */
export async function addWorkspace(issue: IssueContext, draft: WorkspaceDraft): Promise<Workspace> {
  const { name, region, timeZone, duplicates } = draft;
  const checked = checkSettings({ name, region, timeZone, duplicates });
  if (checked.region === undefined) throw InvalidInput.of('region', 'is required');
  const { store, clock } = issue;
  const organisation = await organisationFor(issue, draft);
  const workspace = await store.workspaces.insert({
    id: newUuid(clock),
    locationId: randomText(20),
    organisationId: organisation.id,
    name: name.trim(),
    region: checked.region,
    timeZone,
    duplicates,
    sandbox: draft.sandbox,
    createdAt: clock.now(),
  });
  await addBuiltInConnection(issue, workspace);
  return workspace;
}

async function organisationFor(
  { store, clock }: IssueContext,
  { organisationId, name }: WorkspaceDraft,
): Promise<Organisation> {
  if (organisationId !== null) {
    const known = await store.workspaces.findOrganisation(organisationId);
    if (known === undefined) throw InvalidInput.of('organisationId', 'names no organisation');
    return known;
  }
  const organisation = { id: newUuid(clock), name: name.trim(), createdAt: clock.now() };
  await store.workspaces.insertOrganisation(organisation);
  return organisation;
}

/** DESIGN §8: the connection to Polydex itself, so that the unified API works with no vendor. */
async function addBuiltInConnection(
  { store, clock }: IssueContext,
  { tenantId, name }: Workspace,
): Promise<void> {
  const createdAt = clock.now();
  const user = {
    id: newUuid(clock),
    tenantId,
    hexId: newHex24(),
    username: 'polydex',
    fullName: name,
    createdAt,
  };
  await store.connections.insertUser(user);
  await store.connections.insert({
    id: newUuid(clock),
    tenantId,
    hexId: newHex24(),
    connector: 'polydex',
    name: 'Polydex',
    userId: user.id,
    createdAt,
    updatedAt: createdAt,
  });
}
