/** What HighLevel's OAuth answers, for its tests. */
import { expect } from 'vitest';

export const traceId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
/** A JWT, and a refresh token. */
export const token: unknown = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/);
export const renewal: unknown = expect.stringMatching(/^\w{43}$/);

export const wrongClass =
  'This authClass type is not allowed to access this scope. Please verify your IAM configuration if this is not the case.';

export const withoutAccess = {
  status: 403,
  json: { statusCode: 403, message: 'The token does not have access to this location.' },
};

export const unauthorized = (description: unknown) => ({
  status: 401,
  json: { error: 'UnAuthorized!', error_description: description },
});

export const unknownCode = unauthorized('Authorization code not found');

export function unprocessable(...message: string[]) {
  return {
    status: 422,
    json: { statusCode: 422, message, error: 'Unprocessable Entity', traceId },
  };
}
