/** Connection settings of the embedded server, and the same as a URL. */

/** Roles and database that every embedded cluster is made with. */
export const OWNER_ROLE = 'polydex_owner';
export const APP_ROLE = 'polydex_app';
export const DATABASE = 'polydex';

/** libpq-style settings. `host` is the folder of the Unix socket, or 127.0.0.1 on Windows. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** How to connect to an embedded server. */
export interface EmbeddedConnections {
  /** The application's role: no superuser, owns nothing, may only connect until migrations grant it more. */
  readonly app: ConnectionSettings;
  readonly appUrl: string;
  /** The superuser that owns the database: for migrations and tests alone. */
  readonly owner: ConnectionSettings;
  readonly ownerUrl: string;
}

/** The connections to a server at an address, with the secrets of its cluster. */
export function makeConnections(
  address: { readonly host: string; readonly port: number },
  secrets: { readonly appPassword: string; readonly ownerPassword: string },
): EmbeddedConnections {
  const { host, port } = address;
  const common = { host, port, database: DATABASE };
  const app = { ...common, user: APP_ROLE, password: secrets.appPassword };
  const owner = { ...common, user: OWNER_ROLE, password: secrets.ownerPassword };
  return { app, appUrl: connectionUrl(app), owner, ownerUrl: connectionUrl(owner) };
}

/**
 * The settings as a URL, with the socket folder percent-encoded in the place of the host: `psql` and `pg` read it.
 * `postgres` (postgres.js 3.4) reads no URL that names a socket; give it the settings object, as it is.
 */
function connectionUrl(settings: ConnectionSettings): string {
  const user = encodeURIComponent(settings.user);
  const password = encodeURIComponent(settings.password);
  const host = encodeURIComponent(settings.host);
  return `postgresql://${user}:${password}@${host}:${settings.port}/${settings.database}`;
}
