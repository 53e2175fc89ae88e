/** A Chromium without a screen. It comes in a package for Linux on x64; elsewhere `POLYDEX_TEST_BROWSER` names one. */
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Close it in `afterAll`. Without the sandbox, since tests may run as root; it opens pages of this machine alone. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['POLYDEX_TEST_BROWSER'];
  const executablePath = own ?? (await sparticuz.executablePath());
  return chromium.launch({ executablePath, args: ['--no-sandbox'], headless: true });
}
