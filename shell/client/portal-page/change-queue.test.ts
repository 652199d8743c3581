// @vitest-environment jsdom
import { type ProblemError, problem } from '@yimen/problem';
import type { LayoutChange, PageView, SaveChanges } from '@yimen/shell-contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testPage, testWindow } from '../test/test-page.ts';
import { type ChangeQueue, createChangeQueue } from './change-queue.ts';
import { createChangeStorage } from './change-storage.ts';

type Sent = {
  slug: string;
  body: SaveChanges;
  answer(result?: PageView): void;
  refuse(error: ProblemError): void;
};

/** The portal server at the other end: it answers when the test says so. */
function startQueue(sub = 'p-1', storage: Storage = sessionStorage) {
  const sent: Sent[] = [];
  const refused: ProblemError[] = [];
  const unkept: true[] = [];
  const queue: ChangeQueue = createChangeQueue({
    storage: createChangeStorage(storage, sub),
    save: (slug, body) =>
      new Promise((resolve, reject) =>
        sent.push({ slug, body, answer: (view = testPage([])) => resolve(view), refuse: reject }),
      ),
    onSaved: () => undefined,
    onRefused: (_batch, error) => refused.push(error),
    onUnkept: () => unkept.push(true),
  });
  return { queue, sent, refused, unkept };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const placed = (nodeId: string, column: number): LayoutChange => ({
  op: 'place',
  nodeId,
  place: { ...testWindow(nodeId).place, column },
});
const hide = (nodeId: string): LayoutChange => ({ op: 'hide', nodeId });

beforeEach(() => sessionStorage.clear());

describe('the change queue', () => {
  it('sends acts one after the other, with the version of the page that the person saw', async () => {
    const { queue, sent } = startQueue();
    const first = queue.add('home', 3, [hide('a')]);
    const second = queue.add('home', 3, [hide('b')]);
    await settled();
    expect(sent.map(({ body }) => body)).toEqual([{ changes: [hide('a')], version: 3 }]);
    sent[0]?.answer();
    await first;
    await settled();
    expect(sent[1]?.body.changes).toEqual([hide('b')]);
    sent[1]?.answer();
    await second;
    expect(queue.store.getState()).toEqual({ batches: [], status: 'idle' });
  });

  it('goes on when the storage is full, tells so once, and sends each act once', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const { queue, sent, refused, unkept } = startQueue();
    const results = [queue.add('home', 3, [hide('a')]), queue.add('home', 3, [hide('b')])];
    await settled();
    sent[0]?.answer();
    await settled();
    sent[1]?.answer();
    await Promise.all(results);
    await settled();
    expect(sent.map(({ body }) => body.changes)).toEqual([[hide('a')], [hide('b')]]);
    expect([refused, unkept]).toEqual([[], [true]]);
    expect(queue.store.getState()).toEqual({ batches: [], status: 'idle' });
    vi.restoreAllMocks();
  });

  it('joins places that wait, so that a window pushed along by keys is saved where it ended', async () => {
    const { queue, sent } = startQueue();
    const results = [
      queue.add('home', 3, [placed('a', 1)]),
      queue.add('home', 3, [placed('a', 2), placed('b', 2)]),
      queue.add('home', 3, [placed('a', 3)]),
    ];
    await settled();
    sent[0]?.answer();
    await settled();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.body.changes).toEqual([placed('b', 2), placed('a', 3)]);
    sent[1]?.answer();
    await Promise.all(results);
  });

  it('gives up acts that are refused, tells why, and goes on with the next', async () => {
    const { queue, sent, refused } = startQueue();
    const bad = queue.add('home', 3, [hide('a')]);
    const good = queue.add('home', 3, [hide('b')]);
    await settled();
    sent[0]?.refuse(problem('invalid-input', { detail: 'locked' }));
    await expect(bad).rejects.toMatchObject({ problem: { status: 400 } });
    expect(refused).toHaveLength(1);
    await settled();
    sent[1]?.answer();
    await good;
  });

  it('keeps acts over a lost connection and sends them again', async () => {
    const { queue, sent, refused } = startQueue();
    const saved = queue.add('home', 3, [hide('a')]);
    await settled();
    sent[0]?.refuse(problem('network-failed'));
    await settled();
    expect(queue.store.getState()).toMatchObject({ status: 'offline', batches: [{ changes: [hide('a')] }] });
    queue.resume();
    await settled();
    sent[1]?.answer();
    await saved;
    expect(refused).toEqual([]);
  });

  it('[I5] keeps acts over the end of the session, and sends them after the same person has signed in again', async () => {
    const before = startQueue('p-1');
    void before.queue.add('home', 3, [hide('a')]);
    await settled();
    before.sent[0]?.refuse(problem('session-ended'));
    void before.queue.add('home', 3, [hide('b')]);
    await settled();
    expect(before.sent).toHaveLength(1);

    const after = startQueue('p-1');
    await settled();
    expect(after.sent[0]).toMatchObject({ slug: 'home', body: { changes: [hide('a')], version: 3 } });
    after.sent[0]?.answer();
    await settled();
    expect(after.sent[1]?.body.changes).toEqual([hide('b')]);
  });

  it('[I4] gives another person in the same tab none of them', async () => {
    const before = startQueue('p-1');
    void before.queue.add('home', 3, [hide('a')]);
    await settled();
    before.sent[0]?.refuse(problem('session-ended'));
    await settled();
    const other = startQueue('p-2');
    await settled();
    expect(other.sent).toEqual([]);
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it('starts empty when what is stored cannot be read', () => {
    sessionStorage.setItem('yimen.changes.p-1', '{"not":"a list"');
    expect(startQueue('p-1').queue.store.getState().batches).toEqual([]);
    sessionStorage.setItem('yimen.changes.p-1', '[{"id":1}]');
    expect(startQueue('p-1').queue.store.getState().batches).toEqual([]);
  });
});
