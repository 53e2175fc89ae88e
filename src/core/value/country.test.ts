import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryCodeOf, countryCodes } from './country.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

describe('codes', () => {
  test('are the 249 of ISO 3166-1, Kosovo and the Netherlands Antilles', () => {
    expect(countryCodes.size).toBe(251);
    for (const code of ['XK', 'AN', 'BQ', 'CW', 'SS', 'BL', 'US', 'ZW'])
      expect(countryCodes.has(code)).toBe(true);
    for (const code of ['UK', 'EU', 'ZZ', 'XX', 'SU', 'YU'])
      expect(countryCodes.has(code)).toBe(false);
  });

  test('are read in any case and with white space around', () => {
    for (const code of countryCodes) {
      expect(countryCodeOf(code)).toBe(code);
      expect(countryCodeOf(` ${code.toLowerCase()} `)).toBe(code);
    }
  });

  test('of three letters are read, each for one country', () => {
    const pairs = [
      ['USA', 'US'],
      ['aus', 'AU'],
      ['GBR', 'GB'],
      ['DEU', 'DE'],
      ['CHE', 'CH'],
      ['NZL', 'NZ'],
      ['XKX', 'XK'],
    ];
    for (const [three = '', two = ''] of pairs) expect(countryCodeOf(three)).toBe(two);
  });
});

describe('names', () => {
  test('in English are read back for every country', () => {
    const english = new Intl.DisplayNames(['en'], { type: 'region' });
    const codes = [...countryCodes].filter((code) => code !== 'AN');
    expect(codes.map((code) => countryCodeOf(english.of(code) ?? ''))).toEqual(codes);
  });

  test.each([
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['u.s.', 'US'],
    ['United States of America', 'US'],
    ['the united states', 'US'],
    ['UK', 'GB'],
    ['U.K.', 'GB'],
    ['England', 'GB'],
    ['Scotland', 'GB'],
    ['Great Britain', 'GB'],
    ['UAE', 'AE'],
    ['South Korea', 'KR'],
    ['Korea, Republic of', 'KR'],
    ['north korea', 'KP'],
    ["Korea, Democratic People's Republic of", 'KP'],
    ['Russian Federation', 'RU'],
    ['Viet Nam', 'VN'],
    ['Côte d’Ivoire', 'CI'],
    ["COTE D'IVOIRE", 'CI'],
    ['Ivory Coast', 'CI'],
    ['Czech Republic', 'CZ'],
    ['The Netherlands', 'NL'],
    ['Holland', 'NL'],
    ['Burma', 'MM'],
    ['Macedonia', 'MK'],
    ['Swaziland', 'SZ'],
    ['Cabo Verde', 'CV'],
    ['Timor-Leste', 'TL'],
    ['Turkey', 'TR'],
    ['TÜRKİYE', 'TR'],
    ['Curacao', 'CW'],
    ['Netherlands Antilles', 'AN'],
    ['Congo, The Democratic Republic of the', 'CD'],
    ['Congo', 'CG'],
    ['Iran, Islamic Republic of', 'IR'],
    ['Tanzania, United Republic of', 'TZ'],
    ['Taiwan, Province of China', 'TW'],
    ['Virgin Islands, U.S.', 'VI'],
    ['Virgin Islands, British', 'VG'],
    ['Holy See (Vatican City State)', 'VA'],
    ['Falkland Islands (Malvinas)', 'FK'],
    ['Saint Martin (French part)', 'MF'],
    ['St Lucia', 'LC'],
    ['Saint Helena, Ascension and Tristan da Cunha', 'SH'],
    ['Bonaire, Sint Eustatius and Saba', 'BQ'],
    ['Trinidad and Tobago', 'TT'],
    ['Saint Barthelemy', 'BL'],
    ['Lao People’s Democratic Republic', 'LA'],
    ['Micronesia, Federated States of', 'FM'],
    ['Palestine, State of', 'PS'],
    ['Hong Kong', 'HK'],
    ['Macau', 'MO'],
    ['Moldova, Republic of', 'MD'],
    ['Bolivia, Plurinational State of', 'BO'],
    ['Brunei Darussalam', 'BN'],
    ['Venezuela, Bolivarian Republic of', 'VE'],
    ['Syrian Arab Republic', 'SY'],
    ['Deutschland', 'DE'],
    ['Sao Tome & Principe', 'ST'],
    ['Åland', 'AX'],
    ['Guinea-Bissau', 'GW'],
    ['Georgia', 'GE'],
    ['Brasil', 'BR'],
    ['Saint Vincent and the Grenadines', 'VC'],
    ['South Georgia and the South Sandwich Islands', 'GS'],
    ['United States Minor Outlying Islands', 'UM'],
    ['Pitcairn', 'PN'],
    ['Heard Island and McDonald Islands', 'HM'],
  ])('%s is %s', (text, code) => {
    expect(countryCodeOf(text)).toBe(code);
  });

  test.each([
    '',
    ' ',
    'XX',
    'ZZZ',
    'Texas',
    'Narnia',
    'constructor',
    '__proto__',
    '()',
    ',',
    'x'.repeat(101),
  ])('%j names none', (text) => {
    expect(countryCodeOf(text)).toBeNull();
  });

  test('never throw, and give a code that is accepted', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(codeUnit, fc.constantFrom(...'aUSKG(),. '.split(''))),
          maxLength: 30,
        }),
        (text) => {
          const code = countryCodeOf(text);
          expect(code === null || countryCodes.has(code)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
