/** Puts authentication together. */
import type { ControlStore } from '../core/port/control-store.ts';
import type { HubClock } from '../core/port/hub-clock.ts';
import type { SecretKey } from '../support/secret-key.ts';
import type { AuthServices, ScopeTable } from './auth-services.ts';
import { Authenticator } from './authenticator.ts';
import { AuthorizationEndpoint } from './grant/authorization-endpoint.ts';
import { LoginService } from './grant/login-service.ts';
import { StandingRights } from './standing-rights.ts';
import { TokenEndpoint } from './grant/token-endpoint.ts';
import { BrowserSessions } from './session/browser-sessions.ts';
import { makeTokenSigner } from './token/token-signer.ts';
import { AppService } from './workspace/app-service.ts';
import { ConnectionDirectory } from './workspace/connection-directory.ts';
import { GrantService } from './workspace/grant-service.ts';
import { InstallationService } from './workspace/installation-service.ts';
import { KeyService } from './workspace/key-service.ts';
import { PersonService } from './workspace/person-service.ts';
import { SubscriberDirectory } from './workspace/subscriber-directory.ts';
import { ThrowawayService } from './workspace/throwaway-service.ts';
import { WorkspaceService } from './workspace/workspace-service.ts';

export interface AuthOptions {
  readonly store: ControlStore;
  readonly clock: HubClock;
  readonly secret: SecretKey;
  /** Name and scope table of every dialect. */
  readonly audiences: Iterable<{ readonly name: string; readonly scopes: ScopeTable }>;
}

export interface Auth {
  readonly authenticator: Authenticator;
  readonly services: AuthServices;
  readonly standing: StandingRights;
}

export function makeAuth({ store, clock, secret, audiences }: AuthOptions): Auth {
  const scopes = new Map([...audiences].map((audience) => [audience.name, audience.scopes]));
  const authenticator = new Authenticator({ store, clock, scopes });
  const changed = (tenantId: number): void => authenticator.forget(tenantId);
  const environment = { store, clock, scopes, sign: makeTokenSigner(secret), changed };
  return {
    authenticator,
    standing: new StandingRights({ store, clock, scopes }),
    services: {
      tokens: new TokenEndpoint(environment),
      authorization: new AuthorizationEndpoint(environment),
      sessions: new BrowserSessions(environment),
      login: new LoginService(environment),
      keys: new KeyService(environment),
      apps: new AppService(environment),
      grants: new GrantService(environment),
      installations: new InstallationService(environment),
      people: new PersonService(environment),
      workspaces: new WorkspaceService(environment),
      throwaways: new ThrowawayService(environment),
      connections: new ConnectionDirectory(environment),
      subscribers: new SubscriberDirectory(environment),
    },
  };
}
