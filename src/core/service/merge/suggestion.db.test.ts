/** The queue of suggestions, pairs that were told apart, and merging without anybody looking. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ContactPatch } from '../../contact/contact-patch.ts';
import type { Contact } from '../../contact/contact.ts';
import { InvalidInput, NotFound, StateConflict } from '../../errors.ts';
import type { Hub } from '../../hub.ts';
import type { Suggestion } from '../../merge/suggestion.ts';
import type { TenantContext } from '../../tenant-context.ts';
import { HubFixture, nameUuid, type TestTenant } from '../../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let hub: Hub;
let tenant: TestTenant;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
  context = tenant.context();
});
afterAll(() => fixture.close());

const make = (patch: ContactPatch = {}): Promise<Contact> => hub.contacts.create(context, patch);
const found = (a: Contact, b: Contact, score: number, grouped = true) => ({
  a: a.id,
  b: b.id,
  score,
  explanation: { email: score },
  grouped,
});
const merge = (survivor: Contact, loser: Contact, force = false) =>
  hub.merges.merge(context, { survivorId: survivor.id, loserId: loser.id, force });
async function open(): Promise<readonly Suggestion[]> {
  return (await hub.suggestions.list(context, { state: 'open', limit: 50 })).items;
}

describe('the queue', () => {
  test('is listed with the surest first, page by page', async () => {
    const [a, b, c] = [await make(), await make(), await make()];
    const scores = [found(a, b, 3), found(b, c, 7), found(c, a, 3)];
    expect(await hub.suggestions.record(context, scores)).toBe(3);
    const all = await open();
    expect(all.map(({ score }) => score)).toEqual([7, 3, 3]);
    const paged: Suggestion[] = [];
    for (let after: Suggestion | undefined; ; after = paged.at(-1)) {
      const page = await hub.suggestions.list(context, {
        state: 'open',
        limit: 1,
        ...(after ? { after } : {}),
      });
      paged.push(...page.items);
      if (!page.hasMore) break;
    }
    expect(paged).toEqual(all);
  });

  test('knows a pair in either order, and takes its new score and reasons', async () => {
    const [a, b] = [await make(), await make()];
    await hub.suggestions.record(context, [found(a, b, 3)]);
    expect(await hub.suggestions.record(context, [found(b, a, 3)])).toBe(0);
    expect(await hub.suggestions.record(context, [found(b, a, 5)])).toBe(1);
    expect(await open()).toMatchObject([{ score: 5, explanation: { email: 5 } }]);
  });

  test('refuses scores that are no numbers, and passes over who is gone or one by now', async () => {
    const [a, b, gone] = [await make(), await make(), await make()];
    await expect(hub.suggestions.record(context, [found(a, b, Number.NaN)])).rejects.toBeInstanceOf(
      InvalidInput,
    );
    await hub.contacts.remove(context, gone.id);
    await merge(a, b);
    expect(await hub.suggestions.record(context, [found(a, b, 1), found(a, gone, 1)])).toBe(0);
  });

  test('leaves out a pair of which one was merged elsewhere, and shows it again when that is undone', async () => {
    const [a, b, c] = [await make(), await make(), await make()];
    await hub.suggestions.record(context, [found(a, b, 3)]);
    const { merge: done } = await merge(c, b);
    expect(await open()).toEqual([]);
    await hub.merges.undo(context, done.id);
    expect(await open()).toHaveLength(1);
  });
});

describe('what was told apart by way of others', () => {
  test('leaves the queue when a merge makes it so, and comes back when that is undone', async () => {
    const [a, b, c, d] = [await make(), await make(), await make(), await make()];
    await hub.suggestions.record(context, [found(b, c, 3), found(b, d, 2)]);
    await hub.suggestions.tellContactsApart(context, a.id, c.id);
    const { merge: done } = await merge(b, a);
    expect((await open()).map(({ score }) => score)).toEqual([2]);
    await hub.merges.undo(context, done.id);
    expect((await open()).map(({ score }) => score)).toEqual([3, 2]);
  });

  test('leaves the queue also when the other one of the two takes somebody in', async () => {
    const [a, b, c, d] = [await make(), await make(), await make(), await make()];
    await hub.suggestions.tellContactsApart(context, a.id, d.id);
    await merge(b, a);
    await hub.suggestions.record(context, [found(b, c, 3)]);
    const { merge: done } = await merge(c, d);
    expect(await open()).toEqual([]);
    await hub.merges.undo(context, done.id);
    expect(await open()).toHaveLength(1);
  });

  test('stays out of the queue where a merge is undone but somebody has said it of the two themselves', async () => {
    const [a, b, c] = [await make(), await make(), await make()];
    await hub.suggestions.record(context, [found(b, c, 3)]);
    await hub.suggestions.tellContactsApart(context, a.id, c.id);
    await hub.suggestions.tellContactsApart(context, b.id, c.id);
    const { merge: done } = await merge(b, a);
    await hub.merges.undo(context, done.id);
    expect(await open()).toEqual([]);
  });

  test('stays out of the queue when a merge that was forced on them is undone', async () => {
    const [a, b] = [await make(), await make()];
    await hub.suggestions.record(context, [found(a, b, 3)]);
    await hub.suggestions.tellContactsApart(context, a.id, b.id);
    const { merge: done } = await merge(a, b, true);
    await hub.merges.undo(context, done.id);
    expect(await open()).toEqual([]);
  });
});

describe('a decision', () => {
  test('to merge merges, and undoing that opens the suggestion again', async () => {
    const [a, b] = [await make({ givenName: 'A' }), await make({ givenName: 'B' })];
    await hub.suggestions.record(context, [found(a, b, 3)]);
    const [suggestion] = await open();
    const id = suggestion?.id ?? a.id;
    await expect(
      hub.suggestions.merge(context, id, { survivorId: (await make()).id }),
    ).rejects.toBeInstanceOf(InvalidInput);
    const { contact, merge: done } = await hub.suggestions.merge(context, id, { survivorId: b.id });
    expect(contact).toMatchObject({ id: b.id, givenName: 'B' });
    expect(await hub.suggestions.get(context, id)).toMatchObject({ state: 'merged' });
    await expect(hub.suggestions.merge(context, id)).rejects.toBeInstanceOf(StateConflict);
    await hub.merges.undo(context, done.id);
    expect(await hub.suggestions.get(context, id)).toMatchObject({ state: 'open' });
  });

  test('stays: a pair that was told apart or dismissed is not suggested again', async () => {
    const [a, b, c] = [await make(), await make(), await make()];
    await hub.suggestions.record(context, [found(a, b, 3), found(a, c, 2)]);
    const [first, second] = await open();
    await hub.suggestions.tellApart(context, first?.id ?? a.id);
    await hub.suggestions.dismiss(context, second?.id ?? a.id);
    expect(await hub.suggestions.record(context, [found(a, b, 9), found(a, c, 9)])).toBe(0);
    expect(await open()).toEqual([]);
    await expect(hub.suggestions.dismiss(context, nameUuid('none'))).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  test('closes the suggestion also when the two are merged or told apart without it', async () => {
    const [a, b, c] = [await make(), await make(), await make()];
    await hub.suggestions.record(context, [found(a, b, 3), found(a, c, 2)]);
    const [first, second] = await open();
    await hub.suggestions.tellContactsApart(context, c.id, a.id);
    await merge(a, b);
    expect(await hub.suggestions.get(context, first?.id ?? a.id)).toMatchObject({
      state: 'merged',
    });
    expect(await hub.suggestions.get(context, second?.id ?? a.id)).toMatchObject({
      state: 'different',
    });
  });
});

describe('two who are not the same person', () => {
  test('are merged by force alone', async () => {
    const [a, b] = [await make(), await make()];
    await hub.suggestions.tellContactsApart(context, a.id, b.id);
    await expect(merge(a, b)).rejects.toBeInstanceOf(StateConflict);
    expect(
      (await hub.merges.preview(context, { survivorId: a.id, loserId: b.id })).warnings,
    ).toEqual(['not-the-same-person']);
    expect((await merge(a, b, true)).contact.id).toBe(a.id);
  });

  test('stay two whoever either is merged into', async () => {
    const [a, b, c, d] = [await make(), await make(), await make(), await make()];
    await hub.suggestions.tellContactsApart(context, a.id, b.id);
    await merge(c, b);
    await expect(merge(a, c)).rejects.toBeInstanceOf(StateConflict);
    await merge(d, a);
    await expect(merge(c, d)).rejects.toBeInstanceOf(StateConflict);
    expect(await hub.suggestions.record(context, [found(c, d, 9)])).toBe(0);
  });

  test('are remembered when a merge is undone for that reason', async () => {
    const [a, b] = [await make(), await make()];
    const { merge: done } = await merge(a, b);
    await hub.merges.undo(context, done.id, { different: true });
    await expect(merge(b, a)).rejects.toBeInstanceOf(StateConflict);
  });
});

describe('merging without anybody looking', () => {
  const switchOn = async (threshold: number): Promise<void> => {
    await hub.mergePolicy.preview(context, threshold);
    await hub.mergePolicy.set(context, { automatic: true, threshold });
  };
  const withJob = async (contact: Contact): Promise<Contact> => {
    const job = await hub.jobs.create(context, { status: 'quote' });
    await hub.jobContacts.create(context, { jobId: job.id, contactId: contact.id });
    return contact;
  };

  test('is off, and switched on only after a preview of the same threshold within the day', async () => {
    const [a, b] = [await make(), await make()];
    expect(await hub.mergePolicy.get(context)).toMatchObject({ automatic: false });
    expect(await hub.mergePolicy.mergeFound(context, found(a, b, 99))).toEqual({
      kept: ['switched-off'],
    });
    const on = { automatic: true, threshold: 5 };
    await expect(hub.mergePolicy.set(context, on)).rejects.toBeInstanceOf(StateConflict);
    await hub.mergePolicy.preview(context, 6);
    await expect(hub.mergePolicy.set(context, on)).rejects.toBeInstanceOf(StateConflict);
    await hub.mergePolicy.preview(context, 5);
    fixture.clock.advanceDays(2);
    await expect(hub.mergePolicy.set(context, on)).rejects.toBeInstanceOf(StateConflict);
    await switchOn(5);
    expect(await hub.mergePolicy.get(context)).toMatchObject({ automatic: true, threshold: 5 });
    expect(await hub.mergePolicy.mergeFound(context, found(a, b, 4))).toEqual({
      kept: ['below-threshold'],
    });
    expect(await hub.mergePolicy.mergeFound(context, found(a, b, 5))).toMatchObject({
      merge: { survivorId: a.id },
    });
    expect(await hub.mergePolicy.mergeFound(context, found(a, b, 5))).toEqual({ kept: ['gone'] });
  });

  test('never goes against names, birth dates, open jobs on both sides, or what somebody said', async () => {
    await switchOn(1);
    const kept = async (a: Contact, b: Contact) =>
      hub.mergePolicy.mergeFound(context, found(a, b, 9));
    expect(await kept(await make({ givenName: 'Ann' }), await make({ givenName: 'Bob' }))).toEqual({
      kept: ['given-names-differ'],
    });
    expect(
      await kept(
        await make({ dateOfBirth: '1990-01-01' }),
        await make({ dateOfBirth: '1990-01-02' }),
      ),
    ).toEqual({ kept: ['birth-dates-differ'] });
    expect(await kept(await withJob(await make()), await withJob(await make()))).toEqual({
      kept: ['both-have-open-jobs'],
    });
    const [a, b] = [await make(), await make()];
    await hub.suggestions.tellContactsApart(context, a.id, b.id);
    expect(await kept(a, b)).toEqual({ kept: ['not-the-same-person'] });
  });

  test('keeps who is busy, and an undoing of it is final', async () => {
    await switchOn(1);
    const [a, b] = [
      await make({ givenName: 'A.' }),
      await withJob(await make({ givenName: 'Ann' })),
    ];
    const outcome = await hub.mergePolicy.mergeFound(context, found(a, b, 9));
    if (!('merge' in outcome)) throw new Error('not merged');
    expect(outcome.merge).toMatchObject({ survivorId: b.id, loserId: a.id, automatic: true });
    await hub.merges.undo(context, outcome.merge.id);
    expect(await hub.mergePolicy.mergeFound(context, found(a, b, 9))).toEqual({
      kept: ['not-the-same-person'],
    });
  });

  test('leaves two to people whom a run has not put into one group', async () => {
    await switchOn(1);
    const [a, b] = [await make(), await make()];
    expect(await hub.mergePolicy.mergeFound(context, found(a, b, 9, false))).toEqual({
      kept: ['not-one-group'],
    });
  });

  test('is shown beforehand: what would be merged, and what would be left to people and why', async () => {
    const [a, b, c, d] = [
      await make({ givenName: 'Ann' }),
      await make(),
      await make({ givenName: 'Bob' }),
      await make(),
    ];
    const findings = [
      found(a, b, 9),
      found(a, c, 8),
      found(b, d, 7, false),
      found(b, c, 6),
      found(a, d, 1),
    ];
    await hub.suggestions.record(context, findings);
    const shown = await hub.mergePolicy.preview(context, 5);
    expect(shown.merged.map(({ score }) => score)).toEqual([9]);
    expect(shown.kept).toMatchObject([
      { suggestion: { score: 8 }, reasons: ['given-names-differ'] },
      { suggestion: { score: 7 }, reasons: ['not-one-group'] },
      // Through the first of the four: alone, the two would not contradict.
      { suggestion: { score: 6 }, reasons: ['given-names-differ'] },
    ]);
    expect(await hub.contacts.count(context, { filters: [] })).toBe(4);
    expect(await hub.contacts.get(context, b.id)).toEqual(b);
    expect(await open()).toHaveLength(5);
  });

  test('does what was shown beforehand, pair by pair', async () => {
    const names = ['Ann', 'A.', null, 'Bob', 'Anna', 'B.'];
    const people: Contact[] = [];
    for (const givenName of names) people.push(await make({ givenName }));
    const pairs = people.flatMap((a, i) =>
      people.slice(i + 1).map((b, j) => found(a, b, 50 - 7 * i - 3 * j, (i + j) % 4 !== 3)),
    );
    await hub.suggestions.record(context, pairs);
    const queue = await open();
    const shown = await hub.mergePolicy.preview(context, 10);
    await hub.mergePolicy.set(context, { automatic: true, threshold: 10 });
    const done: Suggestion[] = [];
    for (const suggestion of queue) {
      const outcome = await hub.mergePolicy.mergeFound(context, suggestion);
      if ('merge' in outcome) done.push(suggestion);
    }
    expect(done.length).toBeGreaterThan(1);
    expect(shown.merged).toEqual(done);
  });
});
