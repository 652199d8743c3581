// @vitest-environment jsdom

import { act, cleanup, screen, within } from '@testing-library/react';
import type { PortletContext } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import { type Budgets, DEFAULT_BUDGETS } from '@yimen/shell-contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPortletReads } from '../../api/portlet-reads.ts';
import { type ContainerFolder, createContainerFolder } from '../../test/fixture-container.ts';
import { startContainer } from '../../test/test-container.tsx';
import { testDescriptor } from '../../test/test-descriptor.ts';
import { testRelease, testWindow } from '../../test/test-page.ts';
import type { ContainerPorts } from '../container-ports.ts';

let folder: ContainerFolder;

/** Windows whose portlets only have a context; the test reads by itself. */
async function startReaders(
  names: readonly string[],
  more: Partial<ContainerPorts>,
  budgets: Partial<Budgets> = {},
) {
  const page = startContainer(async () => null, more);
  const releases = names.map((name) =>
    testRelease(name, {
      entry: folder.write(name, `() => React.createElement('b', null, 'reads')`),
      budgets: { ...DEFAULT_BUDGETS, ...budgets },
      descriptor: testDescriptor(name, {
        service: { audience: 'urn:x', scopes: [] },
        resources: { items: { path: '/i' } },
        budgets: { loadMilliseconds: 60_000, dataMilliseconds: 60_000 },
      }),
    }),
  );
  page.show(
    names.map((name) => testWindow(name)),
    releases,
  );
  for (const name of names) await within(screen.getByRole('region', { name })).findByText('reads');
  const contexts = names.map((name): PortletContext => {
    const shown = page.container.get(name)?.snapshot.get();
    if (shown?.status !== 'ready') throw new Error(`${name} is not ready`);
    return shown.mount.context;
  });
  return { ...page, contexts };
}

beforeAll(() => {
  folder = createContainerFolder();
});
afterAll(() => folder.remove());
beforeEach(() => window.history.replaceState(null, '', '/pages/home'));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('reads of a window', () => {
  it('leave nothing with its signals once they are answered', async () => {
    const listeners = new Map<EventTarget, Set<unknown>>();
    const target: EventTarget = Object.getPrototypeOf(AbortSignal.prototype);
    const { addEventListener, removeEventListener } = target;
    vi.spyOn(target, 'addEventListener').mockImplementation(function (this: EventTarget, ...listener) {
      if (this instanceof AbortSignal)
        listeners.set(this, (listeners.get(this) ?? new Set()).add(listener[1]));
      addEventListener.apply(this, listener);
    });
    vi.spyOn(target, 'removeEventListener').mockImplementation(function (this: EventTarget, ...listener) {
      if (this instanceof AbortSignal) listeners.get(this)?.delete(listener[1]);
      removeEventListener.apply(this, listener);
    });
    const count = () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0);
    const asked: string[] = [];
    const read = createPortletReads({
      async request(path) {
        asked.push(path);
        return { alone: path };
      },
      async *requestLines(path, { body }) {
        asked.push(path);
        for (const url of (body as { reads: string[] }).reads) yield { url, status: 200, body: { url } };
      },
    });
    const any = vi.spyOn(AbortSignal, 'any');
    const { contexts, container } = await startReaders(['one', 'two'], { read });
    const before = count();
    const own = new AbortController();
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.all(contexts.map(({ resources }) => resources.read('items', { signal: own.signal })));
      await contexts[0]?.resources.read('items');
      await contexts[0]?.resources.send('POST', '/i', null, { signal: own.signal });
    }
    expect(asked.filter((path) => path === '/api/portlet-reads')).toHaveLength(5);
    expect(listeners.size).toBeGreaterThan(0);
    expect(count()).toBe(before);
    expect(any).not.toHaveBeenCalled();
    act(() => container.dispose());
    await expect(contexts[0]?.resources.read('items')).rejects.toThrow();
    expect(count()).toBe(0);
  });

  it('[R113] are given up after the budget that the portal allows, as a failure that everybody sees', async () => {
    let given: AbortSignal | undefined;
    const read = (_url: string, signal: AbortSignal) => {
      given = signal;
      return new Promise<never>(() => undefined);
    };
    const { contexts, container } = await startReaders(['late'], { read }, { data: 30 });
    container.figures.take();
    const error = await contexts[0]?.resources.read('items').catch((reason: unknown) => reason);
    expect(isProblem(error, 'service-timeout')).toBe(true);
    expect(given?.aborted).toBe(true);
    expect(container.figures.take()).toMatchObject([
      { requests: { count: 1, failures: 1 }, excesses: [{ kind: 'data', action: 'told', limit: 30 }] },
    ]);
    expect(container.get('late')?.trail.requests.get()).toMatchObject([
      { url: '/api/portlets/late/i', problem: { problem: { type: 'urn:yimen:problem:service-timeout' } } },
    ]);
  });

  it('that the window itself gives up are no failure of its service', async () => {
    const read = () => new Promise<never>(() => undefined);
    const { contexts, container } = await startReaders(['left'], { read }, { data: 30 });
    container.figures.take();
    const own = new AbortController();
    const reading = contexts[0]?.resources.read('items', { signal: own.signal });
    own.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(container.figures.take()).toEqual([]);
  });

  it('that wait for their turn use up none of the data budget', async () => {
    const answers: string[] = [];
    const read = async (url: string) => void answers.push(url);
    const { contexts, container } = await startReaders(['waits'], { read }, { data: 30, requests: 30 });
    vi.useFakeTimers({ shouldAdvanceTime: false });
    const reads = Array.from({ length: 40 }, () => contexts[0]?.resources.read('items'));
    expect(container.get('waits')?.budget.get().level).toBe('slowed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await Promise.allSettled(reads)).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(answers).toHaveLength(40);
  });
});
