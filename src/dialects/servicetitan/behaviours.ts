/** How ServiceTitan is spoken here where a client could expect it otherwise, and on whose word. */
import type { Behaviour } from '../../http/ability.ts';

export const behaviours: readonly Behaviour[] = [
  ['every success is 200, also a creation', 'documented', 'all of the reference pages'],
  [
    'what has no body has none; POLYDEX_BODYLESS_REPLIES sends {} instead',
    'documented',
    'reference pages; several clients cannot read an empty body',
  ],
  [
    'a token stands bare or after Bearer in Authorization',
    'observed',
    'the vendor’s example is bare, most clients send Bearer',
  ],
  [
    'the app key is read in the query as well',
    'documented',
    'security schemes of the vendor’s file',
  ],
  [
    'missing or unknown token or app key is 401',
    'observed',
    'client code; the documents list no 401',
  ],
  [
    'missing scope, unconnected app and a tenant that is not the token’s are 403',
    'observed',
    'tests of public clients; the text is documented',
  ],
  [':w does not include :r', 'ours', 'the vendor does not say that it does'],
  [
    'a refused token request is 400 with one word',
    'observed',
    'client code; the vendor’s host is an identity server',
  ],
  ['an error has six members, all of them always', 'documented', 'ApiErrorResponse'],
  [
    'errors is keyed by the field as the client sent it, "" for what concerns none',
    'ours',
    'the casing is not public; a public client reads ""',
  ],
  ['title is the documented reason of the status', 'ours', 'clients show the title'],
  [
    'PUT on an unknown GUID creates',
    'documented',
    'the page lists no 404, and its peer is called Upsert',
  ],
  [
    'PUT makes null of what is left out, and isArchived must be there',
    'documented',
    'ReplaceContactRequest',
  ],
  [
    'PATCH leaves what is left out, isArchived too',
    'observed',
    'clients send parts, although the schema requires isArchived',
  ],
  [
    'unknown members and parameters are ignored',
    'observed',
    'clients send isArchived to Contacts_Create',
  ],
  [
    'a contact that is deleted is gone at once, and so is what hangs on it',
    'ours',
    'the semantics are not documented',
  ],
  [
    '409 on the deletion of a contact is never answered',
    'ours',
    'the rule behind it is not documented',
  ],
  [
    'customerId in Contacts_Create links the customer; unknown is 409 "Unknown customer"',
    'ours',
    'the page lists that 409, and no documented member can cause it',
  ],
  [
    'the GUID contact and the contacts of customers and locations are stored apart',
    'ours',
    'no source says how they belong together',
  ],
  [
    'a malformed GUID is 400, an unknown one 404',
    'ours',
    'both are documented, not which is which',
  ],
  [
    'unknown contact is 409 in the three calls on relationships, and an address that cannot be read 404',
    'documented',
    'their reference pages',
  ],
  [
    'an unknown customer or location to be linked is 404, and so is an unknown type',
    'documented',
    'reference page; it lists the type under 409 as well',
  ],
  ['linking twice links once; a booking may have any number', 'ours', 'not documented'],
  [
    'relationshipId is the number of a customer, location or booking',
    'ours',
    'the path takes an int64, and relationships have GUIDs',
  ],
  [
    'a number that the contact has already is not stored twice: POST changes the one that is there',
    'ours',
    'every API shows the same numbers; PUT under an id of its own is kept apart',
  ],
  [
    'PUT may turn a phone into an e-mail; PATCH changes value and memo alone',
    'documented',
    'UpsertContactMethodRequest, PatchContactMethodRequest',
  ],
  [
    'a Phone is every phone that is neither mobile nor fax',
    'ours',
    'the other APIs know more types, which stay until another is written here',
  ],
  [
    'contact methods are listed contact by contact when no order is asked for',
    'ours',
    'not documented; a page costs the same in a workspace of any size',
  ],
  [
    'four preferences, all true or false, null until somebody has said',
    'ours',
    'the vendor publishes no names; these are those of its older contacts',
  ],
  [
    'page counts from 1, pageSize from 1 to 5000, default 50; others are 400',
    'documented',
    'page on pagination; the 400 is our choice',
  ],
  ['a page past the end is 200 and empty', 'ours', 'not documented'],
  [
    'totalCount is null unless includeTotal is true',
    'ours',
    'the sample of another API shows a number',
  ],
  ['createdOn, then id is the order when none is asked for', 'ours', 'not documented'],
  [
    'createdBefore is exclusive, createdOnOrAfter inclusive, in whole milliseconds',
    'documented',
    'list parameters; the milliseconds are ours, so that a shown value finds its row',
  ],
  ['name and title are found by a part, referenceId as a whole', 'ours', 'not documented'],
  [
    'a number is found with and without the country code 1',
    'ours',
    'people report that the national number is needed',
  ],
  [
    'dates are sent in UTC with milliseconds',
    'ours',
    'the vendor varies from none to seven digits',
  ],
  [
    'the second to last word of a 429’s title is the seconds to wait',
    'observed',
    'a published client reads it there',
  ],
  [
    'customers are the accounts of all the other APIs; locations are their sites',
    'ours',
    'so that one company is one record',
  ],
  [
    'an unknown customer of a location is 409 "Unknown customer"',
    'documented',
    'Locations_Create, Locations_Update',
  ],
  [
    'contacts of a new location are copied to its customer, and not afterwards',
    'documented',
    'api-resources-crm of the developer portal',
  ],
  [
    'the list of all contacts of customers or locations wants a filter',
    'documented',
    'reference pages',
  ],
  [
    'deleted contacts of customers and locations are in the exports alone, active: false',
    'documented',
    'reference pages of the exports',
  ],
  [
    'phone of the customer list is compared by digits, with or without a leading 1',
    'observed',
    'clients search by the national number',
  ],
  ['more than 50 ids in a list parameter are 400', 'documented', 'reference pages'],
  [
    'continueFrom comes with every page of an export, also the last',
    'documented',
    'transactional-and-export-apis of the developer portal',
  ],
  [
    'exports hold nothing back; POLYDEX_EXPORT_LAG=900 does as the vendor',
    'ours',
    'whoever tries a client does not want to wait a quarter of an hour',
  ],
  ['500 rows a page of an export', 'ours', 'the vendor publishes no number'],
];
