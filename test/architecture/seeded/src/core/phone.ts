import { Ajv } from 'ajv';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export const use = [Ajv, parsePhoneNumberFromString];
