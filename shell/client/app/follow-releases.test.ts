import { problem } from '@yimen/problem';
import type { ReleaseView } from '@yimen/shell-contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChangeQueue } from '../portal-page/change-queue.ts';
import { createPageStore } from '../portal-page/page-store.ts';
import { testPage, testRelease, testWindow } from '../test/test-page.ts';
import { followReleases } from './follow-releases.ts';

async function start(askRelease: (portlet: string) => Promise<ReleaseView>) {
  const loads = vi.fn(async () => testPage([testWindow('todo')]));
  const queue = { store: { getState: () => ({ batches: [] }) } } as unknown as ChangeQueue;
  const page = createPageStore({ load: loads, queue: () => queue });
  await page.open('home', testPage([testWindow('todo')]));
  const asked = vi.fn(askRelease);
  const releases = followReleases(page, { askRelease: asked, random: () => 0.5 });
  const version = () => page.store.getState().shown?.releases.todo?.version;
  return { releases, asked, loads, version };
}

describe('news of releases', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('[R101] are asked for once, a moment later, for portlets of the page only', async () => {
    const { releases, asked, version, loads } = await start(async () =>
      testRelease('todo', { version: '1.1.0' }),
    );
    releases.changed('todo');
    releases.changed('todo');
    releases.changed('elsewhere');
    await vi.advanceTimersByTimeAsync(1_400);
    expect(asked).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.mock.calls).toEqual([['todo']]);
    expect(version()).toBe('1.1.0');
    expect(loads).not.toHaveBeenCalled();
  });

  it('[R101] are asked for again when the portal does not answer, and not after the end', async () => {
    let isDown = true;
    const { releases, asked, version } = await start(async () => {
      if (isDown) throw problem('network-failed');
      return testRelease('todo', { version: '1.1.0' });
    });
    releases.changed('todo');
    await vi.advanceTimersByTimeAsync(1_600);
    expect(version()).toBe('1.0.0');
    isDown = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(version()).toBe('1.1.0');
    releases.changed('todo');
    releases.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('[R101] of a portlet that is there no more load the page again', async () => {
    const { releases, loads } = await start(async () => {
      throw problem('not-found');
    });
    releases.changed('todo');
    await vi.advanceTimersByTimeAsync(1_600);
    expect(loads).toHaveBeenCalledOnce();
  });
});
