/** Failures of the token endpoint. */
import { statusOf, type Failure } from '../../../http/failure.ts';
import type { WireReply } from '../../../http/plugin.ts';

/** The vendor's token host answers a refused request, a wrong verb and a wrong content type alike: 400 and one word. */
export function tokenError(failure: Failure, more: Record<string, string>): WireReply {
  const status = statusOf(failure);
  const headers = { 'cache-control': 'no-store', ...more };
  if (failure.code === 'oauth_refused') {
    const { error, message } = failure;
    const body = error === 'invalid_client' ? { error } : { error, error_description: message };
    return { status: 400, headers, body };
  }
  if (status >= 500) return { status, headers, body: { error: 'server_error' } };
  if (failure.code === 'rate_limited' || failure.code === 'host_refused') {
    return { status, headers, body: { error: 'temporarily_unavailable' } };
  }
  const body = { error: 'invalid_request', error_description: failure.message };
  return { status: 400, headers: { 'cache-control': 'no-store' }, body };
}
