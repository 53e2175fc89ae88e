/** How HighLevel is spoken here where a client could expect it otherwise, and on whose word. */
import type { Behaviour } from '../../http/ability.ts';

const versions: readonly Behaviour[] = [
  [
    'Version 2021-04-15, 2021-07-28 and 2023-02-21 have the same shapes; v3 its own',
    'observed',
    'the documents list one, the published clients send 2023-02-21 and v3',
  ],
  [
    'a request without Version is 401 "version header was not found."',
    'observed',
    'several reports of the live service',
  ],
  [
    'an unpublished date is 401, anything else that is no version 400',
    'observed',
    'two reports of the live service',
  ],
  [
    'campaigns/removeAll is 400 under v3, which has remove-all; that is 404 before v3',
    'observed',
    'v3 documents, and a report of another path; the query is left out of the sentence, which may hold personal data',
  ],
  [
    'succeded and succeeded are both sent, but for the update of a contact under v3',
    'documented',
    'the documents of v2 have the one, those of v3 both; an update of v3 only the second',
  ],
  ['a 403 under v3 has an error', 'documented', 'the form of v3; the sentence is that seen live'],
];

const errors: readonly Behaviour[] = [
  ['a missing scope is 401, not 403', 'observed', 'reports of the live service'],
  [
    'an unknown, deleted, malformed or foreign id is 400 "Contact not found"',
    'ours',
    'the text is not published; clients report 400',
  ],
  [
    'a duplicate is 400 with the contact’s id in meta',
    'observed',
    'bodies of the live service; meta needs contacts.readonly here, or a writer would learn who exists',
  ],
  [
    'an unknown member of a body is 422 "property … should not exist"',
    'observed',
    'reports of the live service; here also of the query',
  ],
  ['429 is {statusCode, message: "Too Many Requests"}', 'ours', 'no body is published'],
];

const contacts: readonly Behaviour[] = [
  [
    'an upsert answers 200, also when it creates; new tells which',
    'observed',
    'a body of the live service',
  ],
  [
    'an upsert that matches two contacts changes that of the e-mail and keeps its other value',
    'documented',
    'description of the call',
  ],
  ['an additional e-mail address is never lost by an upsert', 'ours', 'the live service loses it'],
  [
    'tags of an update replace all; they are kept in lower case',
    'documented',
    'description of the call; the case was observed',
  ],
  [
    'a list without the second half of its cursor goes on by the time alone',
    'ours',
    'the live service repeats a page for ever',
  ],
  ['a search sees what was just written', 'ours', 'the live index lags by seconds'],
  [
    'startAfter of a business’s contacts, under v3, goes on after the contact of its id, newest first',
    'ours',
    'documented as name and id, without an order',
  ],
];

const programs: readonly Behaviour[] = [
  [
    'followers are kept as sent, each once; who is added again is not in followersAdded',
    'ours',
    'the shapes are documented; the hub knows no users of this vendor’s',
  ],
  [
    'campaigns and workflows are kept under the id that was sent, whatever it is, and nothing runs',
    'ours',
    'the hub has neither; that a contact was put into one stays visible in the native API and the history',
  ],
  [
    'leaving a campaign or workflow that the contact is not in is 400 "Membership not found"',
    'ours',
    'the vendor is silent; nothing answers success and does nothing',
  ],
  [
    'putting a contact into a workflow again writes the eventStartTime, if one is sent',
    'ours',
    'the vendor is silent',
  ],
  ['putting a contact into a workflow is 201', 'observed', 'seen live; the documents say 200'],
];

const neighbours: readonly Behaviour[] = [
  [
    'a write of a business answers it as buiseness and as business',
    'documented',
    'the first is how the documents spell it',
  ],
  [
    'a deleted business is gone; contacts keep its id until it is taken from them',
    'ours',
    'the vendor is silent',
  ],
  [
    'the list of businesses is whole unless limit or skip says otherwise',
    'observed',
    'the documents have no paging, the published client has both',
  ],
  [
    'a search of locations finds the token’s own, unless email or another companyId is asked for',
    'ours',
    'the call is for agencies; a token here stands for one location',
  ],
  [
    'the key of a custom value is made from its first name and stays; a name whose key is in use is 400',
    'ours',
    'the vendor is silent',
  ],
  [
    'a search of tasks looks for the whole query in title and text, newest first',
    'ours',
    'documented without an order',
  ],
];

export const behaviours: readonly Behaviour[] = [
  ...versions,
  ...errors,
  ...contacts,
  ...programs,
  ...neighbours,
];
