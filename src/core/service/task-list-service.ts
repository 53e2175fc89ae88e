/** Tasks across contacts. */
import { requireCapability } from '../capability.ts';
import type { Task } from '../contact/task.ts';
import type { Page, RecordFilter } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';

/** Members that are absent leave all; of an empty list nothing matches. */
export interface TaskQuery {
  readonly contactIds?: readonly Uuid[];
  readonly completed?: boolean;
  readonly assignedTo?: readonly string[];
  /** Part of the title or the text, ignoring case. */
  readonly text?: string;
  /** The main account of the contact. */
  readonly accountId?: Uuid;
  readonly limit: number;
  /** 1-based. */
  readonly page: number;
}

export class TaskListService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Those of live contacts, newest first. */
  async list(context: TenantContext, { limit, page, ...asked }: TaskQuery): Promise<Page<Task>> {
    requireCapability(context, 'task.read');
    return this.#store.tasks.list(context, {
      filters: filtersOf(asked),
      sort: { field: 'createdAt', direction: 'desc' },
      limit,
      page,
    });
  }
}

function filtersOf(asked: Omit<TaskQuery, 'limit' | 'page'>): RecordFilter[] {
  const { contactIds, completed, assignedTo, text, accountId } = asked;
  const filters: RecordFilter[] = [{ field: 'ofLive', op: 'eq', value: true }];
  if (contactIds) filters.push({ field: 'contactId', op: 'in', value: contactIds });
  if (completed !== undefined) filters.push({ field: 'completed', op: 'eq', value: completed });
  if (assignedTo) filters.push({ field: 'assignedTo', op: 'in', value: assignedTo });
  if (text !== undefined) filters.push({ field: 'text', op: 'eq', value: text });
  if (accountId !== undefined) filters.push({ field: 'accountId', op: 'eq', value: accountId });
  return filters;
}
