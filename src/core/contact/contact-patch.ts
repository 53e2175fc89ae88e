/** What a writer asks for: every key absent = leave as it is, null = clear. A draft is a patch on an empty contact. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject, JsonValue } from '../value/json.ts';
import type {
  Channel,
  ContactKind,
  ContactOrigin,
  DndStatus,
  InboundDnd,
  Membership,
  MethodKind,
} from './contact.ts';

/** One entry of a list write; keys left out keep what a matching existing entry has. */
export interface MethodEntry {
  readonly value: string;
  readonly type?: string;
  readonly label?: string | null;
  readonly isPrimary?: boolean;
  readonly memo?: string | null;
  readonly referenceId?: string | null;
}

/** Changes to one existing method; `kind` may turn a phone into an e-mail (ServiceTitan PUT). */
export type MethodPatch = Partial<MethodEntry> & { readonly kind?: MethodKind };

export type MethodWrite =
  /** The whole list of one kind: matches keep their id and all that is unnamed, others are added or removed (§2.2). */
  | { readonly op: 'replace'; readonly kind: MethodKind; readonly entries: readonly MethodEntry[] }
  /** A single-slot writer: replaces the effective primary in place, promotes an equal entry, null removes the primary. */
  | { readonly op: 'slot'; readonly kind: MethodKind; readonly value: string | null }
  | {
      readonly op: 'add';
      readonly kind: MethodKind;
      readonly entry: MethodEntry;
      readonly id?: Uuid;
    }
  /** Create-or-replace under a client-chosen id (ServiceTitan): unnamed memo and referenceId become null. */
  | {
      readonly op: 'put';
      readonly id: Uuid;
      readonly kind: MethodKind;
      readonly entry: MethodEntry;
    }
  | { readonly op: 'patch'; readonly id: Uuid; readonly patch: MethodPatch }
  | { readonly op: 'remove'; readonly id: Uuid };

export interface AddressEntry {
  readonly type?: string;
  readonly street1?: string | null;
  readonly street2?: string | null;
  readonly city?: string | null;
  readonly state?: string | null;
  readonly countrySubdivision?: string | null;
  readonly country?: string | null;
  readonly postalCode?: string | null;
  readonly isPrimary?: boolean;
}

export type AddressWrite =
  | { readonly op: 'replace'; readonly entries: readonly AddressEntry[] }
  /** A single-address writer (HighLevel): patches the primary address, making it if there is none; all null removes it. */
  | { readonly op: 'primary'; readonly patch: AddressEntry }
  /** With an id that the list has already, nothing is added. */
  | { readonly op: 'add'; readonly entry: AddressEntry; readonly id?: Uuid }
  | { readonly op: 'patch'; readonly id: Uuid; readonly patch: AddressEntry }
  | { readonly op: 'remove'; readonly id: Uuid };

/** A tag by id (VoIPBIN) or by name (HighLevel, native); a name not yet known is created in the workspace. */
export type TagKey = { readonly id: Uuid } | { readonly name: string };
export interface TagWrite {
  readonly op: 'replace' | 'add' | 'remove';
  readonly tags: readonly TagKey[];
}

export interface FollowerWrite {
  readonly op: 'replace' | 'add' | 'remove';
  readonly users: readonly string[];
}

export type MembershipWrite =
  /** Into a program that it is in already: writes the start of the event, if one is named. */
  | {
      readonly op: 'join';
      readonly program: Membership['program'];
      readonly programId: string;
      readonly eventStartAt?: Instant;
    }
  | { readonly op: 'leave'; readonly program: Membership['program']; readonly programId: string }
  | { readonly op: 'leave-all'; readonly program: Membership['program'] };

/** A custom field by definition id (uuid), or by key (`contact.` prefix optional). */
export interface CustomFieldWrite {
  readonly field: string;
  readonly value: JsonValue;
}

export interface DndSettingPatch {
  readonly status: DndStatus;
  readonly message?: string | null;
  readonly code?: string | null;
}

/** Absence never lifts a do-not-disturb; lifting needs `consent.relax` and is recorded with the reason (§2.5). */
export interface ConsentPatch {
  readonly dnd?: boolean;
  readonly settings?: Readonly<Partial<Record<Channel, DndSettingPatch>>>;
  readonly inbound?: InboundDnd | null;
  readonly reason?: string;
}

export interface ContactScalars {
  readonly kind: ContactKind;
  readonly namePrefix: string | null;
  readonly middleName: string | null;
  readonly nameSuffix: string | null;
  readonly nickname: string | null;
  readonly jobTitle: string | null;
  readonly companyName: string | null;
  readonly accountId: Uuid | null;
  readonly externalId: string | null;
  readonly leadSource: string | null;
  readonly leadType: string | null;
  readonly website: string | null;
  readonly timeZone: string | null;
  /** In any form that `parseBirthDate` reads. */
  readonly dateOfBirth: string | null;
  readonly gender: string | null;
  readonly language: string | null;
  readonly photo: string | null;
  readonly assignedTo: string | null;
  readonly notesText: string | null;
  readonly attribution: JsonObject | null;
  readonly lastActivityAt: Instant | null;
}

export interface ContactPatch extends Partial<ContactScalars> {
  readonly givenName?: string | null;
  readonly familyName?: string | null;
  /** Written by single-field writers; applied after the parts, so never send both. */
  readonly fullName?: string | null;
  /** VoIPBIN's label. */
  readonly displayName?: string | null;
  readonly methods?: readonly MethodWrite[];
  readonly addresses?: readonly AddressWrite[];
  readonly tags?: readonly TagWrite[];
  readonly followers?: readonly FollowerWrite[];
  readonly memberships?: readonly MembershipWrite[];
  readonly customFields?: readonly CustomFieldWrite[];
  readonly consent?: ConsentPatch;
  readonly archived?: boolean;
  /** Shallow-merged per dialect; a null value drops the key. */
  readonly extra?: Readonly<Record<string, JsonObject>>;
}

export interface ContactDraft extends ContactPatch {
  /** Client-chosen id (ServiceTitan PUT); made by the hub when absent. */
  readonly id?: Uuid;
  readonly origin?: ContactOrigin;
}
