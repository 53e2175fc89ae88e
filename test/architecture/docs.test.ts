import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './cruise.ts';
import { anchorsOf, linksOf } from './markdown-link.ts';
import { repositoryFiles, textOf } from './repository-file.ts';

const files = repositoryFiles().filter((file) => !file.startsWith('test/architecture/seeded/'));
const documents = files.filter((file) => file.endsWith('.md'));

function read(file: string): string {
  return readFileSync(root + file, 'utf8');
}

test('the tables in the documents say what the code does', () => {
  const script = ['--disable-warning=ExperimentalWarning', 'scripts/docs-tables.ts', '--check'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

describe('links', () => {
  test('are found outside of code, with their anchors', () => {
    const text =
      '# A `b` (c)\n[x](y.md#z) `[no](no.md)` [`code`](#a-b-c)\n```\n[no](no.md)\n```\n[out](https://example.com)';
    expect(linksOf(text)).toEqual([
      { path: 'y.md', anchor: 'z', line: 2 },
      { path: '', anchor: 'a-b-c', line: 2 },
    ]);
    expect([...anchorsOf(text)]).toEqual(['a-b-c']);
  });

  test('in every document lead to a file and a heading that are there', () => {
    const broken = documents.flatMap((file) =>
      linksOf(read(file))
        .filter(({ path, anchor }) => !isThere(file, path, anchor))
        .map(
          ({ path, anchor, line }) =>
            `${file}:${line} ${path}${anchor === null ? '' : `#${anchor}`}`,
        ),
    );
    expect(broken).toEqual([]);
    expect(documents).toContain('README.md');
  });
});

function isThere(file: string, path: string, anchor: string | null): boolean {
  const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path));
  if (target.startsWith('..') || !existsSync(root + target)) return false;
  return anchor === null || anchorsOf(read(target)).has(anchor);
}

/** With a class of one letter, so that this file does not find itself. */
const forbidden: readonly { readonly what: RegExp; readonly except?: RegExp }[] = [
  { what: /[r]egistry\.(?:npm|yarn|pkg)[a-z]*\./ },
  { what: /[n]pm\.pkg\.github/ },
  // An invented stack, which needs a folder that is no home.
  { what: /(?<![\w.-])\/[w]ork\//, except: /^src\/support\/error-fields\.test\.ts$/ },
  { what: /\.\.\/[s]hared\b/ },
  { what: /(?<![\w-])\.[l]ibrary\b/ },
  // The socket of the embedded server needs a short path, and that is the system's own short folder.
  { what: /(?<![\w.-])\/[t]mp\//, except: /^src\/storage\/embedded\// },
];

test('no file names a registry or a place of the machine it was written on', () => {
  const found = files.flatMap((file) =>
    forbidden
      .filter(({ what, except }) => except?.test(file) !== true && what.test(textOf(file) ?? ''))
      .map(({ what }) => `${file}: ${what.source}`),
  );
  expect(found).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});

test('a speed or a size is claimed only as it was measured', () => {
  const measured = textOf('bench/RESULTS.md') ?? '';
  const figure =
    /\d[\d,.]*\s*(?:contacts|creates|look-ups|writes|requests)\s?(?:\/s\b|(?:a|per) second)/g;
  const claims = documents
    .filter((file) => !file.startsWith('src/') && file !== 'bench/RESULTS.md')
    .flatMap((file) => [...read(file).matchAll(figure)].map(([claim]) => ({ file, claim })));
  expect(claims.filter(({ claim }) => !measured.includes(claim))).toEqual([]);
});

function isManifest(
  value: unknown,
): value is Readonly<Record<string, Readonly<Record<string, string>>>> {
  return typeof value === 'object' && value !== null && 'dependencies' in value;
}

test('ARCHITECTURE.md gives a reason for every package, and for none that is gone', () => {
  const manifest: unknown = JSON.parse(read('package.json'));
  if (!isManifest(manifest)) throw new Error('package.json has no dependencies');
  const declared = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  const section = /## Dependencies\n([\s\S]*?)\n## /.exec(read('ARCHITECTURE.md'))?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const explained = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(new Set(explained)).toEqual(new Set(declared));
});

test('ARCHITECTURE.md knows every part of src and every dialect', () => {
  const text = read('ARCHITECTURE.md');
  const parts = [...folders('src'), ...folders('src/dialects')].filter(
    (name) => !text.includes(name),
  );
  expect(parts).toEqual([]);
});

function folders(path: string): string[] {
  return readdirSync(root + path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${entry.name}/`);
}
