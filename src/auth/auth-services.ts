/** What authentication offers to dialects, the CLI and the composition root. */
import type { LoginService } from './grant/login-service.ts';
import type { TokenEndpoint } from './grant/token-endpoint.ts';
import type { ConnectionDirectory } from './workspace/connection-directory.ts';
import type { KeyService } from './workspace/key-service.ts';
import type { WorkspaceService } from './workspace/workspace-service.ts';

export type { PresentedCredential, ScopeTable } from './presented-credential.ts';

export interface AuthServices {
  /** OAuth token requests of every dialect; each renders the answer itself. */
  readonly tokens: TokenEndpoint;
  /** User name and password for a session token. */
  readonly login: LoginService;
  readonly keys: KeyService;
  readonly workspaces: WorkspaceService;
  readonly connections: ConnectionDirectory;
}
