/** ServiceTitan's preferences: the types, and what was said of each on one contact method. */
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { methodKeyOf } from '../wire/path-id.ts';
import { refused, refusedOrMissing, TenantParams } from '../wire/schema.ts';
import { preferenceTypeNamed, preferenceTypes } from './preference-type.ts';
import {
  MethodPreferenceParams,
  MethodPreferencesParams,
  PreferenceList,
  PreferenceResponse,
  PreferenceTypeList,
  UpdatePreferenceRequest,
  type PreferenceTypeResponse,
} from './schema.ts';

const contacts = '/crm/v2/tenant/:tenant/contacts';
const preferences = `${contacts}/:contactId/contact-methods/:contactMethodId/preferences`;
const preference = `${preferences}/:preferenceName`;

export function preferenceRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerTypes(app);
  registerReads(app, hub);
  registerWrite(app, hub);
}

function registerTypes(app: DialectApp): void {
  app.get(
    `${contacts}/preferences`,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'Contacts_GetPreferenceMetadataList',
        summary: 'List the preferences that contact methods can have',
        params: TenantParams,
        response: { 200: PreferenceTypeList, ...refused },
      },
    },
    async () => [...preferenceTypes],
  );
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    preferences,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'ContactPreferences_GetContactMethodPreferences',
        summary: 'List the preferences of a contact method',
        params: MethodPreferencesParams,
        response: { 200: PreferenceList, ...refusedOrMissing },
      },
    },
    async (request) => {
      const said = await hub.methodPreferences.list(tenantOf(request), methodKeyOf(request.params));
      return preferenceTypes.map((type) => toWire(type, said));
    },
  );
  app.get(
    preference,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'ContactPreferences_GetContactMethodPreference',
        summary: 'Get a preference of a contact method',
        params: MethodPreferenceParams,
        response: { 200: PreferenceResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const type = preferenceTypeNamed(request.params.preferenceName);
      const key = methodKeyOf(request.params);
      return toWire(type, await hub.methodPreferences.list(tenantOf(request), key));
    },
  );
}

function registerWrite(app: DialectApp, hub: Hub): void {
  app.patch(
    preference,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'ContactPreferences_UpdateContactMethodPreference',
        summary: 'Change a preference of a contact method',
        params: MethodPreferenceParams,
        body: UpdatePreferenceRequest,
        response: { 200: PreferenceResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { name, dataType } = preferenceTypeNamed(request.params.preferenceName);
      const asked = { name, value: storedValue(request.body.value) };
      const key = methodKeyOf(request.params);
      const value = await hub.methodPreferences.write(tenantOf(request), key, asked);
      return { name, dataType, value };
    },
  );
}

/** In lower case, however it was written. */
function storedValue(value: string | null | undefined): string | null | undefined {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function toWire(
  { name, dataType }: PreferenceTypeResponse,
  said: ReadonlyMap<string, string>,
): PreferenceResponse {
  return { name, dataType, value: said.get(name) ?? null };
}
