/** Where the local server is: what the environment says, or sandbox.json. Shared by everything in this folder. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Something about the set-up that only whoever set it up can put right. */
export class SetUpError extends Error {
  /** @override */
  name = 'PolydexSetUpError';
}

/**
 * `sandbox.json` of the server, as `POLYDEX_SANDBOX_FILE` names it, or `POLYDEX_DATA_DIR`, or in `.polydex` here.
 * @returns {string}
 */
function sandboxFilePath() {
  const named = process.env['POLYDEX_SANDBOX_FILE'];
  if (named) return resolve(named);
  return resolve(join(process.env['POLYDEX_DATA_DIR'] || '.polydex', 'sandbox.json'));
}

/**
 * @returns {import('./types/sandbox.d.ts').SandboxCredentials | undefined} what sandbox.json says; undefined without one
 */
export function readSandboxFile() {
  try {
    const text = readFileSync(sandboxFilePath(), 'utf8');
    return /** @type {import('./types/sandbox.d.ts').SandboxCredentials} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * The server's address, on this machine: a Sandbox is offered nowhere else, and no credential may go further.
 * @returns {URL | undefined} undefined when nothing names a server
 */
export function localServer() {
  const named = process.env['POLYDEX_URL'];
  const text = named || readSandboxFile()?.baseUrl;
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const from = named ? 'POLYDEX_URL' : sandboxFilePath();
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new SetUpError(
      `${from} names no server: ${text}. It is a URL such as http://127.0.0.1:7070.`,
    );
  if (!loopback.test(url.hostname))
    throw new SetUpError(
      `${from} names ${url.host}, which is not this machine. Credentials are sent to loopback addresses alone.`,
    );
  return url;
}

/** @returns {never} */
export function noServer() {
  throw new SetUpError(
    `No Polydex server is known: set POLYDEX_URL, or start one here with npm start, which writes ${sandboxFilePath()}.`,
  );
}
