/** What authentication offers to dialects, the CLI and the composition root. */
import type { AuthorizationEndpoint } from './grant/authorization-endpoint.ts';
import type { LoginService } from './grant/login-service.ts';
import type { TokenEndpoint } from './grant/token-endpoint.ts';
import type { BrowserSessions } from './session/browser-sessions.ts';
import type { AppService } from './workspace/app-service.ts';
import type { ConnectionDirectory } from './workspace/connection-directory.ts';
import type { GrantService } from './workspace/grant-service.ts';
import type { InstallationService } from './workspace/installation-service.ts';
import type { KeyService } from './workspace/key-service.ts';
import type { PersonService } from './workspace/person-service.ts';
import type { SubscriberDirectory } from './workspace/subscriber-directory.ts';
import type { ThrowawayService } from './workspace/throwaway-service.ts';
import type { WorkspaceService } from './workspace/workspace-service.ts';

export type { PresentedCredential, ScopeTable } from './presented-credential.ts';

export interface AuthServices {
  /** OAuth token requests of every dialect; each renders the answer itself. */
  readonly tokens: TokenEndpoint;
  /** Apps that ask a person to let them in. */
  readonly authorization: AuthorizationEndpoint;
  /** People who are signed in with a browser. */
  readonly sessions: BrowserSessions;
  /** User name and password for a session token. */
  readonly login: LoginService;
  readonly keys: KeyService;
  /** Apps that people can let in, and what they have let in. */
  readonly apps: AppService;
  readonly grants: GrantService;
  /** What apps may do that were let into an organisation. */
  readonly installations: InstallationService;
  readonly people: PersonService;
  readonly workspaces: WorkspaceService;
  /** Sandboxes that go by themselves. */
  readonly throwaways: ThrowawayService;
  readonly connections: ConnectionDirectory;
  /** In whose name webhooks are told. */
  readonly subscribers: SubscriberDirectory;
}
