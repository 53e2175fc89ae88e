/** A person and secrets that can be told apart from everything else, and the search for them in what must not hold them. */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';

export const canary = {
  first: 'Zephyrine',
  last: 'Quillwort',
  phone: '+15127319085',
  mobile: '+15127319086',
  email: 'zephyrine.quillwort@example.com',
  externalId: 'canary-external-7731',
};

/** Presented where a secret is expected; nothing knows it. */
export const wrongSecret = 'canary-secret-5hQ2vX8mK1';
export const wrongPassword = 'canary-password-8jT4wB6nL3';

/** The texts that would give the person away, in any case. */
export const personNeedles: readonly string[] = [
  canary.first,
  canary.last,
  canary.externalId,
  '5127319085',
  '5127319086',
];

/** Every secret of the Sandbox, and the wrong ones. */
export function secretNeedles(sandbox: SandboxFile): readonly string[] {
  const { native, servicem8, unified, servicetitan, voipbin, highlevel } = sandbox;
  return [
    wrongSecret,
    wrongPassword,
    native.apiKey,
    servicem8.apiKey,
    servicem8.clientSecret,
    servicem8.accessToken,
    servicem8.refreshToken,
    unified.apiKey,
    servicetitan.clientSecret,
    servicetitan.appKey,
    voipbin.password,
    voipbin.accesskey,
    highlevel.accessToken,
    highlevel.clientSecret,
  ];
}

/** Those of the texts that stand in the haystack, as they are or encoded. */
export function found(needles: readonly string[], haystack: string): readonly string[] {
  const lower = haystack.toLowerCase();
  return needles.filter((needle) =>
    spellings(needle).some((spelling) => lower.includes(spelling.toLowerCase())),
  );
}

function spellings(text: string): string[] {
  const bytes = Buffer.from(text);
  // Without what depends on the neighbours in the encoded text.
  const base64 = bytes.toString('base64').replace(/=+$/, '').slice(0, -2);
  return [text, encodeURIComponent(text), bytes.toString('hex'), base64];
}
