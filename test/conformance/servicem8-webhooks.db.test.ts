/** ServiceM8's webhooks: subscriptions, and what a real receiver on this machine is told. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HandClock } from '../support/hand-clock.ts';
import { Receiver, status } from '../support/receiver.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { Subscriber } from './servicem8-subscriber.ts';

const clock = new HandClock(Date.UTC(2026, 2, 1, 12));
let server: TestServer;
let receiver: Receiver;
beforeAll(async () => {
  server = await startTestServer({ clock });
  receiver = await Receiver.open();
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

const newSubscriber = (): Promise<Subscriber> => Subscriber.make(server, `${receiver.url}/hook`);

/** What the receiver has been told once all that is due was sent. */
async function told(): Promise<unknown[]> {
  await server.runtime.webhooks.round();
  return receiver.take();
}

afterEach(() => {
  receiver.answer = status(200);
  receiver.received.length = 0;
});

describe('a delivery', () => {
  test('names the record, the subscribed fields that changed, the time in UTC and where to look', async () => {
    const me = await newSubscriber();
    await me.subscribe('object', { object: 'job', fields: 'status,job_address,email' });
    const uuid = await me.create('job', { status: 'Quote', job_address: '1 High St' });
    expect(await told()).toEqual([
      {
        object: 'job',
        entry: [
          {
            uuid,
            changed_fields: ['status', 'job_address'],
            time: '2026-03-01 12:00:00',
          },
        ],
        resource_url: `${server.baseUrl}/api_1.0/job/${uuid}.json`,
      },
    ]);
    await me.change('job', uuid, { status: 'Work Order', job_description: 'Roof' });
    expect(await told()).toMatchObject([{ entry: [{ uuid, changed_fields: ['status'] }] }]);
  });
});
