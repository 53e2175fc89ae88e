/** Whether a fault rule is about calls that there are: one that strikes nothing looks like a program that never fails. */
import { InvalidInput } from '../../../core/errors.ts';
import { isRoute } from '../../../core/sandbox/fault-rules.ts';
import type { RouteEntry } from '../../../http/plugin.ts';

export interface FaultTarget {
  readonly dialect?: string;
  readonly method?: string;
  readonly route?: string;
}

/** @throws InvalidInput naming the first member that leaves no route */
export function assertTarget(
  routes: readonly RouteEntry[],
  { dialect, method, route }: FaultTarget,
): void {
  const ofDialect = routes.filter((entry) => dialect === undefined || entry.dialect === dialect);
  if (ofDialect.length === 0) {
    throw InvalidInput.of('dialect', oneOf(routes.map((entry) => entry.dialect)));
  }
  const ofMethod = ofDialect.filter(
    (entry) => method === undefined || entry.method === method.toUpperCase(),
  );
  if (ofMethod.length === 0) {
    throw InvalidInput.of('method', oneOf(ofDialect.map((entry) => entry.method)));
  }
  if (route === undefined || ofMethod.some(({ path }) => isRoute(route, path))) return;
  throw InvalidInput.of(
    'route',
    'is no route with this dialect and method: it must be one as the inspector shows it, such as /contacts/:contactId, or ' +
      'the beginning of some with a star, /contacts*',
  );
}

function oneOf(names: readonly string[]): string {
  return `must be one of ${[...new Set(names)].join(', ')}`;
}
