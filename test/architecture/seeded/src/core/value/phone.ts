import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export const use = parsePhoneNumberFromString;
