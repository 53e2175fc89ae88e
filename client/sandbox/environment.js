/** Credentials as variables, named like those of `polydex env`. */

/**
 * @param {object} credentials
 * @returns {Record<string, string>} `{servicem8: {apiKey}}` → `SANDBOX_SERVICEM8_API_KEY`
 */
export function environmentOf(credentials) {
  /** @type {Record<string, string>} */
  const found = {};
  /**
   * @param {object} value
   * @param {string} prefix
   */
  const collect = (value, prefix) => {
    for (const [name, member] of Object.entries(value)) {
      const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
      if (typeof member === 'object' && member !== null) collect(member, `${prefix}_${snake}`);
      else found[`${prefix}_${snake}`] = String(member);
    }
  };
  collect(credentials, 'SANDBOX');
  return found;
}
