/** Small numbers out of texts, for blocking keys. */

/** 32 bits (FNV-1a with a last mixing), never 0. Different texts may meet: that costs a comparison and no error. */
export function hashOf(kind: number, a: string, b = ''): number {
  let hash = 0x811c9dc5 ^ kind;
  hash = Math.imul(hash, 0x01000193);
  for (let at = 0; at < a.length; at += 1) {
    hash = Math.imul(hash ^ a.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ 0x1f, 0x01000193);
  for (let at = 0; at < b.length; at += 1) {
    hash = Math.imul(hash ^ b.charCodeAt(at), 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0 || 1;
}
