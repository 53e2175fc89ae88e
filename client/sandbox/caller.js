/** Calls of the native API. */

/** @implements {InstanceType<typeof import('../types/sandbox.d.ts').SandboxError>} */
export class SandboxError extends Error {
  /** @override */
  name = 'SandboxError';

  /**
   * @param {string} call
   * @param {number} status
   * @param {unknown} body
   */
  constructor(call, status, body) {
    const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : '';
    super(`${call} answers ${status}. ${String(detail)}`.trim());
    this.status = status;
    this.body = body;
  }
}

/** @typedef {(method: string, path: string, body?: object) => Promise<unknown>} Call */

/**
 * @param {string} url
 * @param {string} key
 * @returns {Call} the JSON of a reply, null without one. @throws SandboxError
 */
export function caller(url, key) {
  return async (method, path, body) => {
    const reply = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    /** @type {unknown} */
    const answer = await reply.json().catch(() => null);
    if (!reply.ok) throw new SandboxError(`${method} ${path}`, reply.status, answer);
    return answer;
  };
}
