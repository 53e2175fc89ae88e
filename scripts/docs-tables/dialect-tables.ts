/** What the registry says of every dialect: where it answers, what its scopes allow. */
import { capabilitiesOf } from '../../src/auth/role.ts';
import { capabilities, type Capability } from '../../src/core/capability.ts';
import { everyScope } from '../../src/core/workspace/credential.ts';
import { dialects } from '../../src/dialects/registry.ts';
import type { Mount } from '../../src/http/plugin.ts';
import { code, markdownTable } from './markdown.ts';

/** Which paths at the root belong to which dialect. */
export function mountTable(): string {
  const rows = dialects.map(({ name, title, mount }) => [
    title,
    code(name),
    mount.map(spell).join(', '),
    code(`/${name}/…`),
  ]);
  return markdownTable(['API', 'name', 'answers at', 'and whole at'], rows);
}

function spell({ path, exact, except = [], when }: Mount): string {
  const paths = code(exact === true || path === '/' ? path : `${path}/…`);
  const without = except.length > 0 ? ` but not ${except.map(code).join(', ')}` : '';
  if (when === undefined) return paths + without;
  return `${paths}${without} ${when.is === 'present' ? 'with' : 'without'} a ${code(when.header)} header`;
}

/** What each vendor scope allows; scopes that allow nothing yet are left out, and native, whose scopes are the capabilities. */
export function scopeTable(): string {
  const rows = dialects
    .filter(({ name }) => name !== 'native')
    .flatMap(({ title, scopes }) =>
      Object.entries(scopes)
        .filter(([, allowed]) => allowed.length > 0)
        .map(([scope, allowed]) => [
          title,
          scope === everyScope ? 'full access' : code(scope),
          unique(allowed).map(code).join(' '),
        ]),
    );
  return markdownTable(['API', 'scope', 'capabilities'], rows);
}

function unique(allowed: readonly Capability[]): readonly Capability[] {
  return [...new Set(allowed)];
}

const roles = ['owner', 'admin', 'editor', 'viewer'] as const;

/** The most that a credential may do under each role. */
export function roleTable(): string {
  const byRole = roles.map((role) => capabilitiesOf({}, [everyScope], role));
  const rows = capabilities.map((capability) => [
    code(capability),
    ...byRole.map((allowed) => (allowed.has(capability) ? 'yes' : '–')),
  ]);
  return markdownTable(['', ...roles], rows);
}
