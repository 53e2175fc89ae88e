/** Calls of commands to this installation's own server, by what sandbox.json says. */
import type { SandboxFile } from '../auth/workspace/sandbox-file.ts';
import type { Config } from '../config.ts';
import { readSandboxFile, sandboxPath } from '../sandbox.ts';
import { StartupError } from '../support/startup-error.ts';

export interface OwnServer {
  readonly sandbox: SandboxFile;
  /** The JSON of the native API. @throws StartupError with what the server said, or that it does not answer */
  get(path: string): Promise<unknown>;
  /** The same for a POST. `timeoutMs`: for what takes long. */
  post(path: string, body: object, timeoutMs?: number): Promise<unknown>;
  delete(path: string): Promise<void>;
}

/** `key` in place of that in sandbox.json: for a throw-away workspace. @throws StartupError without a sandbox.json */
export async function openOwnServer(
  { dataDir }: Pick<Config, 'dataDir'>,
  key: string | undefined,
): Promise<OwnServer> {
  const sandbox = await readSandboxFile(sandboxPath(dataDir));
  if (sandbox === undefined) {
    throw new StartupError(
      `There is no sandbox.json in ${dataDir}: start the server with npm start, or name the folder with --data-dir.`,
    );
  }
  const authorization = `Bearer ${key ?? sandbox.native.apiKey}`;
  const urlOf = (path: string): string => `${sandbox.baseUrl}/api/v1${path}`;
  return {
    sandbox,
    delete: async (path) => {
      await ask(urlOf(path), { method: 'DELETE', headers: { authorization } });
    },
    get: (path) => ask(urlOf(path), { headers: { authorization } }),
    post: (path, body, timeoutMs) => {
      const headers = { authorization, 'content-type': 'application/json' };
      const request = { method: 'POST', headers, body: JSON.stringify(body) };
      return ask(urlOf(path), request, timeoutMs);
    },
  };
}

/** The server has answered, and said no. */
export class RefusedByServer extends StartupError {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(`The server answers ${status}. ${detail}`.trim());
    this.status = status;
  }
}

async function ask(url: string, request: RequestInit, timeoutMs = 10_000): Promise<unknown> {
  const reply = await answerOf(url, request, timeoutMs);
  const body: unknown = await reply.json().catch(() => null);
  if (reply.ok) return body;
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : '';
  throw new RefusedByServer(reply.status, String(detail));
}

async function answerOf(url: string, request: RequestInit, timeoutMs: number): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    // oxlint-disable-next-line no-restricted-globals -- asks this installation's own server
    return await fetch(url, { ...request, signal });
  } catch {
    if (signal.aborted) {
      throw new StartupError(`The server has not answered within ${timeoutMs / 1000} seconds.`);
    }
    throw new StartupError(`Nothing answers at ${new URL(url).origin}: start it with npm start.`);
  }
}
