/** What a token request says, in OAuth's own names, and what of it the vendor's validation refuses. */
import type { VendorFailure } from '../../../http/failure.ts';
import { unprocessable } from '../routes/check.ts';
import type { TokenBody } from './schema.ts';

const grantTypes: ReadonlySet<string> = new Set([
  'authorization_code',
  'refresh_token',
  'client_credentials',
]);
const userTypes: ReadonlySet<string> = new Set(['Company', 'Location']);

type Parameters = Readonly<Record<string, string | undefined>>;

/** The user type is checked and not more: whose token it will be was decided by the person who consented. @throws VendorFailure */
export function parametersOf(body: TokenBody): Parameters {
  const parameters: Parameters = {
    client_id: body.client_id ?? body.clientId,
    client_secret: body.client_secret ?? body.clientSecret,
    grant_type: body.grant_type ?? body.grantType,
    code: body.code,
    refresh_token: body.refresh_token ?? body.refreshToken,
    redirect_uri: body.redirect_uri ?? body.redirectUri,
    code_verifier: body.code_verifier ?? body.codeVerifier,
  };
  const refused = refusalOf(parameters, body.user_type ?? body.userType, namesOf(body));
  if (refused !== null) throw refused;
  return parameters;
}

function refusalOf(
  parameters: Parameters,
  userType: string | undefined,
  nameOf: (name: string) => string,
): VendorFailure | null {
  const { grant_type: type = '' } = parameters;
  const enumSentence = 'must be a valid enum value';
  const messages = [
    ...missing(parameters, 'client_id', nameOf),
    ...missing(parameters, 'client_secret', nameOf),
    ...(grantTypes.has(type) ? [] : [`${nameOf('grant_type')} ${enumSentence}`]),
    ...(type === '' ? [`${nameOf('grant_type')} should not be empty`] : []),
    ...(type === 'authorization_code' ? missing(parameters, 'code', nameOf) : []),
    ...(type === 'refresh_token' ? missing(parameters, 'refresh_token', nameOf) : []),
    ...(userType === undefined || userType === '' || userTypes.has(userType)
      ? []
      : [`${nameOf('user_type')} ${enumSentence}`]),
  ];
  return messages.length === 0 ? null : unprocessable(messages);
}

function missing(parameters: Parameters, name: string, nameOf: (name: string) => string): string[] {
  const isGiven = (parameters[name] ?? '') !== '';
  return isGiven ? [] : [`${nameOf(name)} should not be empty`];
}

/** A body that spells in camel case is answered in it. */
function namesOf(body: TokenBody): (name: string) => string {
  const isCamel = Object.keys(body).some((name) => /^[a-z]+[A-Z]/.test(name));
  return (name) =>
    isCamel ? name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) : name;
}
