/** Every dialect opened on one server, for tests that write through one and read through another. */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { Driver, Session, Shown } from '../conformance/dialect-drivers/driver.ts';
import { driven } from '../conformance/dialect-drivers/index.ts';
import { expectStatus } from './expect-reply.ts';
import { type Call, exchange, type Reply } from './http-call.ts';

export class Speaker {
  readonly driver: Driver;
  readonly session: Session;

  constructor(driver: Driver, session: Session) {
    this.driver = driver;
    this.session = session;
  }

  /** Signed, whatever comes back. */
  try(call: Call): Promise<Reply> {
    return exchange(this.session.access.baseUrl, call, this.session.credential);
  }

  async send(call: Call, kind: keyof Driver['statuses']): Promise<Reply> {
    const reply = await this.try(call);
    expectStatus(reply, this.driver.statuses[kind], call);
    return reply;
  }

  async shown(id: string): Promise<Shown> {
    return this.session.shown(await this.send(this.session.get(id), 'get'));
  }
}

/** At the root of the server, with the credentials of one workspace; by name of dialect. */
export async function openSpeakers(
  baseUrl: string,
  sandbox: SandboxFile,
): Promise<ReadonlyMap<string, Speaker>> {
  const speakers = new Map<string, Speaker>();
  for (const { name, driver } of driven) {
    const session = await driver.open({ baseUrl, mount: '', sandbox });
    speakers.set(name, new Speaker(driver, session));
  }
  return speakers;
}

/** The dialect's speaker; throws when there is none. */
export function speakerOf(speakers: ReadonlyMap<string, Speaker>, name: string): Speaker {
  const found = speakers.get(name);
  if (found === undefined) throw new Error(`${name} is not in the registry`);
  return found;
}
