/** Wire shapes of OAuth, in the spelling of older versions and of v3. */
import { Type, type Static } from 'typebox';

const text = Type.Optional(Type.String());
const required = Type.String({ minLength: 1 });
const strict = { additionalProperties: false } as const;

/** Both spellings under every version. What else clients send is not looked at (RFC 6749 §3.2). */
export const TokenBody = Type.Object({
  client_id: text,
  client_secret: text,
  grant_type: text,
  code: text,
  refresh_token: text,
  user_type: text,
  redirect_uri: text,
  code_verifier: text,
  clientId: text,
  clientSecret: text,
  grantType: text,
  refreshToken: text,
  userType: text,
  redirectUri: text,
  codeVerifier: text,
});
export type TokenBody = Static<typeof TokenBody>;

const tokens = {
  access_token: text,
  token_type: text,
  expires_in: Type.Optional(Type.Integer()),
  refresh_token: text,
  accessToken: text,
  tokenType: text,
  expiresIn: Type.Optional(Type.Integer()),
  refreshToken: text,
  scope: Type.String(),
  userType: Type.String(),
  companyId: Type.String(),
  locationId: text,
  userId: Type.String(),
};
export const TokenReply = Type.Object({
  ...tokens,
  approvedLocations: Type.Optional(Type.Array(Type.String())),
  isBulkInstallation: Type.Boolean(),
  installToFutureLocations: Type.Boolean(),
  approveAllLocations: Type.Boolean(),
  traceId: Type.String(),
});
export type TokenReply = Static<typeof TokenReply>;

export const LocationTokenBody = Type.Object({ companyId: required, locationId: required }, strict);
export const LocationTokenReply = Type.Object({
  ...tokens,
  appId: Type.String(),
  versionId: Type.String(),
  traceId: Type.String(),
});
export type LocationTokenReply = Static<typeof LocationTokenReply>;

const installedQuery = {
  companyId: required,
  appId: required,
  query: text,
  isInstalled: Type.Optional(Type.Boolean()),
  versionId: text,
  onTrial: Type.Optional(Type.Boolean()),
  planId: text,
  locationId: text,
};
const size = Type.Integer({ minimum: 1, maximum: 500, default: 20 });
export const InstalledQuery = Type.Object(
  {
    ...installedQuery,
    skip: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
    limit: size,
  },
  strict,
);
export const InstalledPageQuery = Type.Object(
  { ...installedQuery, pageSize: size, pageToken: text },
  strict,
);
export type InstalledFilter = Omit<Static<typeof InstalledQuery>, 'limit' | 'skip'>;

export const InstalledReply = Type.Object({
  locations: Type.Array(
    Type.Object({
      _id: Type.String(),
      name: Type.String(),
      isInstalled: Type.Boolean(),
      versionId: Type.String(),
      installedAt: Type.String(),
    }),
  ),
  count: Type.Integer(),
  installToFutureLocations: Type.Boolean(),
  nextPageToken: text,
  traceId: Type.String(),
});
export type InstalledReply = Static<typeof InstalledReply>;
