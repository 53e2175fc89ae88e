/** Lists as people have them: what a column holds is told by its name, whatever wrote the file. */
import { expect, test } from 'vitest';
import { recordReader, rolesOf } from '../../scripts/match/columns.ts';
import { decodeText, parseSheet } from '../../scripts/match/csv.ts';

function firstRecord(text: string) {
  const sheet = parseSheet(text);
  return recordReader(sheet, rolesOf(sheet, new Map()))(sheet.rows[0] ?? []);
}

test('a byte order mark, semicolons, Windows line ends and line breaks in quotes are read', () => {
  const { header, rows } = parseSheet('\uFEFFname;dob\r\n"Lee;\r\nAnn";1977-02-03\r\n');
  expect({ header, rows }).toEqual({
    header: ['name', 'dob'],
    rows: [['Lee;\r\nAnn', '1977-02-03']],
  });
});

test('UTF-8, UTF-16 and what Windows writes in the West are told apart', () => {
  const text = 'Jürgen Groß';
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  expect(decodeText(Buffer.from(text, 'utf8'))).toBe(text);
  expect(decodeText(wide)).toBe(text);
  expect(decodeText(Buffer.from(text, 'latin1'))).toBe(text);
});

test.each([
  ['full_name,Date of Birth\nAnn Lee,1977-02-03', { full: 'Ann Lee', birth: '1977-02-03' }],
  ['First Name,Last Name,DOB\nAnn,Lee,1977-02-03', { given: 'Ann', family: 'Lee' }],
  ['fname_c1,lname_c1,by,bm,bd\nAnn,Lee,1977,2,3', { given: 'Ann', birth: '1977-2-3' }],
  ['name,birth_place,dob\nAnn,Dover,1977-02-03', { birth: '1977-02-03' }],
  ['name,dob\nAnn,12/31/1977\nBob,01/30/1980', { birth: '31/12/1977' }],
])('%j is understood', (text, record) => {
  expect(firstRecord(text)).toMatchObject(record);
});
