/** What `sandbox.json` says: public interface, scripts are written against it. */
import type { Uuid } from '../../core/value/identifier.ts';

export interface SandboxFile {
  readonly schemaVersion: 1;
  /** Where the server listens, without a trailing slash. */
  readonly baseUrl: string;
  readonly region: string;
  readonly workspace: {
    readonly id: Uuid;
    readonly number: number;
    readonly locationId: string;
  };
  readonly native: { readonly apiKey: string };
  readonly servicem8: {
    /** What this vendor's clients want as their base, in each section. */
    readonly clientBaseUrl: string;
    readonly apiKey: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly accessToken: string;
    readonly refreshToken: string;
  };
  readonly unified: {
    readonly clientBaseUrl: string;
    readonly apiKey: string;
    readonly userId: string;
    readonly credentialId: string;
  };
  readonly servicetitan: {
    readonly clientBaseUrl: string;
    readonly tenant: number;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly appKey: string;
  };
  readonly voipbin: {
    readonly clientBaseUrl: string;
    readonly customerId: Uuid;
    readonly username: string;
    readonly password: string;
    readonly accesskey: string;
  };
  readonly highlevel: {
    readonly clientBaseUrl: string;
    readonly locationId: string;
    readonly accessToken: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
}

/** The file for another address: nothing but the addresses changes. */
export function atBaseUrl(file: SandboxFile, baseUrl: string): SandboxFile {
  const at = (path: string): { clientBaseUrl: string } => ({ clientBaseUrl: `${baseUrl}${path}` });
  return {
    ...file,
    baseUrl,
    servicem8: { ...file.servicem8, ...at('/api_1.0') },
    unified: { ...file.unified, ...at('/2024-03') },
    servicetitan: { ...file.servicetitan, ...at('') },
    voipbin: { ...file.voipbin, ...at('/v1.0') },
    highlevel: { ...file.highlevel, ...at('') },
  };
}
