import { describe, expect, test } from 'vitest';
import type { ValidationIssue } from '../../http/failure.ts';
import { inputMessages, validationMessages } from './error-message.ts';

function issue(keyword: string, path: string, params: object = {}): ValidationIssue {
  return { where: 'body', path, message: 'is odd', keyword, params: { ...params } };
}

describe('validationMessages', () => {
  test.each([
    [
      issue('required', '', { missingProperty: 'locationId' }),
      ['locationId should not be empty', 'locationId must be a string'],
    ],
    [
      issue('required', 'locationId', { missingProperty: 'locationId' }),
      ['locationId should not be empty', 'locationId must be a string'],
    ],
    [
      issue('required', '', { missingProperty: 'pageLimit' }),
      [
        'pageLimit should not be empty',
        'pageLimit must be a number conforming to the specified constraints',
      ],
    ],
    [
      issue('required', 'dndSettings.Call', { missingProperty: 'status' }),
      [
        'dndSettings.Call.status should not be empty',
        'dndSettings.Call.status must be a valid enum value',
      ],
    ],
    [
      issue('additionalProperties', 'additionalEmails', { additionalProperty: 'additionalEmails' }),
      ['property additionalEmails should not exist'],
    ],
    [
      issue('additionalProperties', 'customFields[2].label', { additionalProperty: 'label' }),
      ['customFields.2.property label should not exist'],
    ],
    [issue('type', 'firstName', { type: ['string', 'null'] }), ['firstName must be a string']],
    [issue('type', 'firstName', { type: 'string,null' }), ['firstName must be a string']],
    [issue('type', 'dnd', { type: 'boolean' }), ['dnd must be a boolean value']],
    [issue('type', 'tags', { type: 'array' }), ['tags must be an array']],
    [issue('type', 'tags[1]', { type: 'string' }), ['each value in tags must be a string']],
    [issue('type', 'limit', { type: 'integer' }), ['limit must be an integer number']],
    [issue('type', '', { type: 'object' }), ['body must be an object']],
    [
      issue('enum', 'dndSettings.SMS.status'),
      ['dndSettings.SMS.status must be a valid enum value'],
    ],
    [issue('minLength', 'locationId', { limit: 1 }), ['locationId should not be empty']],
    [issue('maximum', 'limit', { limit: 100 }), ['limit must not be greater than 100']],
    [issue('minimum', 'limit', { limit: 1 }), ['limit must not be less than 1']],
    [
      issue('maxLength', 'query', { limit: 75 }),
      ['query must be shorter than or equal to 75 characters'],
    ],
    [issue('maxItems', 'sort', { limit: 1 }), ['sort must contain no more than 1 elements']],
    [issue('text', 'firstName'), ['firstName is odd']],
  ])('says %j in the words of the library', (found, messages) => {
    expect(validationMessages([found])).toEqual(messages);
  });

  test('says nothing twice', () => {
    const twice = [
      issue('type', 'tags[0]', { type: 'string' }),
      issue('type', 'tags[1]', { type: 'string' }),
    ];
    expect(validationMessages(twice)).toEqual(['each value in tags must be a string']);
  });
});

describe('inputMessages', () => {
  test.each([
    ['givenName', 'firstName is odd'],
    ['timeZone', 'timezone is odd'],
    ['leadSource', 'source is odd'],
    ['accountId', 'businessId is odd'],
    ['dateOfBirth', 'dateOfBirth is odd'],
    ['customFields[0]', 'customFields.0 is odd'],
    ['customFields[3].value', 'customFields.3.value is odd'],
    ['addresses[0].street1', 'address1 is odd'],
    ['addresses', 'addresses is odd'],
    ['methods[1].value', 'phone or email is odd'],
    ['tags[0].name', 'each value in tags is odd'],
  ])('names the field %s as the vendor does', (path, sentence) => {
    expect(inputMessages([{ path, message: 'is odd' }])).toEqual([sentence]);
  });
});
