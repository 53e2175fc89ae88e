/** What the vendor's webhook calls say instead of `{errorCode, message}`. */
import type { Failure } from '../../../http/failure.ts';
import type { WireReply } from '../../../http/plugin.ts';

/** The core's names for what the vendor calls otherwise. */
const wireNames: Readonly<Record<string, string>> = {
  callbackUrl: 'callback_url',
  uniqueId: 'unique_id',
};

export function isWebhookUrl(url: string): boolean {
  return /^(?:\/servicem8)?\/webhook_subscriptions(?:[/?]|$)/.test(url);
}

/** Null for failures that read like everywhere else: of credentials, limits and verbs. */
export function toWebhookError(failure: Failure): WireReply | null {
  if (failure.code === 'not_found') return refused(404, 'No matching webhook found');
  if (failure.code === 'vendor' || failure.code === 'malformed_body') {
    return refused(400, failure.message);
  }
  if (failure.code === 'invalid_input') {
    const words = failure.issues.map(
      ({ path, message }) => `${wireNames[path] ?? path} ${message}`,
    );
    return refused(400, words.join('; '));
  }
  if (failure.code !== 'validation_failed') return null;
  const words = failure.issues.map(({ path, where, message }) => `${path || where} ${message}`);
  return refused(400, [...new Set(words)].join('; '));
}

function refused(status: number, message: string): WireReply {
  return { status, body: { success: false, message } };
}
