/** A Chromium without a screen. It comes in a package for Linux on x64; elsewhere `POLYDEX_TEST_BROWSER` names one. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Close it in `afterAll`. Without the sandbox, since tests may run as root; it opens pages of this machine alone. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['POLYDEX_TEST_BROWSER'];
  const launched = own ? { executablePath: own } : await packaged();
  return chromium.launch({ ...launched, args: ['--no-sandbox'], headless: true });
}

/**
 * The package brings the libraries that Chromium needs, but unpacks them only where it believes to be in the cloud that
 * it was made for. A machine without a desktop has none of them either.
 */
async function packaged(): Promise<{ executablePath: string; env: NodeJS.ProcessEnv }> {
  const before = { ...process.env };
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x';
  try {
    const { default: sparticuz } = await import('@sparticuz/chromium');
    const executablePath = await sparticuz.executablePath();
    const [libraries, fonts] = [join(tmpdir(), 'al2023', 'lib'), join(tmpdir(), 'fonts')];
    const env = { ...before, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts };
    return { executablePath, env };
  } finally {
    // PostgreSQL and everything else that a test starts goes on with the system's own.
    process.env = before;
  }
}
