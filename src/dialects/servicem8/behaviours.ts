/** How ServiceM8 is spoken here where a client could expect it otherwise, and on whose word. */
import type { Behaviour } from '../../http/ability.ts';

export const behaviours: readonly Behaviour[] = [
  [
    'every success is 200; a write answers errorCode 0 as a number',
    'observed',
    'the published package refuses other statuses and the text that the examples show',
  ],
  [
    'the uuid of a new record stands in x-record-uuid alone',
    'documented',
    'reference page of the creation',
  ],
  [
    'an update is sparse: what is absent stays, "" clears',
    'observed',
    'the vendor’s n8n node drops empty texts, which would overwrite',
  ],
  [
    'a deleted record has active 0 and comes back with active 1',
    'documented',
    'reference page of the deletion',
  ],
  [
    'GET of a deleted record is 200, deleting it again too',
    'ours',
    'the text on deletion, against that of the 404',
  ],
  [
    'active is read as 0, 1, "0" and "1"',
    'observed',
    'clients send it, although the schema of writes lacks it',
  ],
  [
    'a list shows deleted records as well',
    'observed',
    'the vendor’s n8n node adds active eq 1 itself',
  ],
  ['a uuid in use is 400', 'ours', 'the vendor is silent; a repeat must not make a second record'],
  [
    'the type of a job contact is read in any case, with or without "Contact"',
    'observed',
    'the vendor’s own clients spell it in three ways',
  ],
  ['a type of no known word is 400', 'ours', 'the vendor’s answer is not known'],
  [
    'phone, mobile and email of JOB and BILLING contacts are written to the job',
    'documented',
    'reference page of the creation',
  ],
  [
    'first and last are written to the job as well, under the names of the merge fields',
    'ours',
    'the page says that they are, not where',
  ],
  [
    'a Property Manager contact writes five fields of its own',
    'ours',
    'the vendor names one of them',
  ],
  [
    'of two active contacts of one type the one written last counts',
    'ours',
    'the vendor is silent',
  ],
  [
    'a contact of a company is a person of the address book, whose values it shows and writes',
    'ours',
    'the vendor links company contacts to nothing; here a person is kept once',
  ],
  [
    'is_primary_contact of a company contact is sent as text, and one of a company has it',
    'observed',
    'the published package refuses numbers; the vendor states the intent',
  ],
  [
    'is_individual of a company is not sent',
    'ours',
    'two versions of the package disagree on its type',
  ],
  [
    'a search finds active jobs and companies that have every word',
    'ours',
    'the vendor documents the call and the shape of its answer, not what matches',
  ],
  [
    'the contact information of a job can be read and not written',
    'ours',
    'the vendor does not publish these fields; other members are ignored by its package',
  ],
  [
    'a job says which contact it has; writing the job changes no contact',
    'ours',
    'one direction is documented, the other nowhere',
  ],
  [
    '$filter joins up to ten conditions by and; or, parentheses and unknown fields are 400',
    'documented',
    'guide on filtering; the 400 was observed',
  ],
  ['quoted numbers are numbers', 'observed', 'the vendor’s n8n node sends them'],
  ['texts are equal ignoring case', 'ours', 'types and addresses are looked up in other spellings'],
  [
    'lists go by uuid, 5,000 records a page, x-next-cursor until the last',
    'documented',
    'guide on pagination; the order is our choice',
  ],
  [
    'cursor is ignored on a single record',
    'observed',
    'the vendor’s n8n node sends it with every GET',
  ],
  ['$top limits a page', 'observed', 'the vendor’s n8n node sends it'],
  ['times are those of the account’s wall clock', 'documented', 'guide on field types'],
  [
    'empty dates are zeros, never null',
    'observed',
    'two clients convert them, the package refuses null',
  ],
  ['names of objects are read in any case', 'observed', 'clients spell them with capitals'],
  [
    'an unknown object is 400 "… is not an authorised object type"',
    'observed',
    'several reports of the live service',
  ],
  ['a wrong verb is 405 with Allow', 'ours', 'not documented'],
  [
    'a missing scope is 403 with insufficient_scope',
    'observed',
    'the text is documented, the word was seen',
  ],
  [
    'manage_… includes read_…; jobs are created by create_jobs alone',
    'documented',
    'list of scopes',
  ],
  [
    '429 is JSON with Retry-After',
    'ours',
    'one document says text, the schema JSON; the package reads both members',
  ],
];
