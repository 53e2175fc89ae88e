import { describe, expect, test } from 'vitest';
import { errorFields } from './error-fields.ts';

describe('what is told of an error', () => {
  test('is its class, its code and the place in our code, never its words', () => {
    const error = Object.assign(new TypeError('canary\n    at canary (/work/src/canary.ts:1:1)'), {
      code: '23505',
    });
    const fields = errorFields(error);
    expect(fields).toMatchObject({ errorName: 'TypeError', errorCode: '23505' });
    expect(fields.errorPlace).toMatch(/^src\/support\/error-fields\.test\.ts:\d+:\d+$/);
    expect(JSON.stringify(fields)).not.toContain('canary');
  });

  test('leaves out a code that is no code', () => {
    const error = Object.assign(new Error('x'), { code: 'Key (email)=(canary) exists' });
    expect(errorFields(error)).not.toHaveProperty('errorCode');
    expect(errorFields('canary')).toEqual({ errorName: 'string' });
  });
});
