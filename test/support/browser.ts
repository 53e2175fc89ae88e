/** A Chromium without a screen. It comes in a package for Linux on x64; elsewhere `POLYDEX_TEST_BROWSER` names one. */
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { unpackedBrowser } from './unpacked-browser.ts';

/** Close it in `afterAll`. Without the sandbox, since tests may run as root; it opens pages of this machine alone. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['POLYDEX_TEST_BROWSER'];
  const launched = own ? { executablePath: own } : await packaged();
  return chromium.launch({ ...launched, args: ['--no-sandbox'], headless: true });
}

/** With the libraries and fonts that come with it: a machine without a desktop has none of them. */
async function packaged(): Promise<{ executablePath: string; env: NodeJS.ProcessEnv }> {
  const folder = await unpackedBrowser();
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  };
  return { executablePath: join(folder, 'chromium'), env };
}
