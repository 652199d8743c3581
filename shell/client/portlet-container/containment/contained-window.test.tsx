// @vitest-environment jsdom

import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { PortletDescriptor } from '@yimen/portlet-sdk';
import { DEFAULT_BUDGETS, type ReleaseView } from '@yimen/shell-contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ContainerFolder, createContainerFolder } from '../../test/fixture-container.ts';
import { startContainer } from '../../test/test-container.tsx';
import { testDescriptor } from '../../test/test-descriptor.ts';
import { testRelease, testWindow } from '../../test/test-page.ts';
import { createHangWatch } from '../guard/hang-watch.ts';

let folder: ContainerFolder;
const hello = (text: string) => `() => React.createElement('b', null, ${JSON.stringify(text)})`;
const release = (
  name: string,
  entry: string,
  descriptor: Partial<PortletDescriptor> = {},
  more: Partial<ReleaseView> = {},
) => testRelease(name, { entry, descriptor: testDescriptor(name, descriptor), ...more });
const inWindow = (name: string) => within(screen.getByRole('region', { name }));
const held = { reason: 'breaker', since: 1, retryAt: 2 } as const;

beforeAll(() => {
  folder = createContainerFolder();
});
afterAll(() => folder.remove());
beforeEach(() => {
  window.history.replaceState(null, '', '/pages/home');
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a window that is held back', () => {
  it('[R116] loads no code in safe mode until the person starts it', async () => {
    const entry = folder.write('waits', hello('started'), { before: 'globalThis.hasLoaded = true;' });
    const { show, container } = startContainer(undefined, { mayStart: () => false });
    show([testWindow('waits')], [release('waits', entry)]);
    await inWindow('waits').findByText(/portlet-not-started/);
    expect('hasLoaded' in globalThis).toBe(false);
    expect(container.figures.take()).toEqual([]);
    fireEvent.click(inWindow('waits').getByRole('button'));
    await inWindow('waits').findByText('started');
  });

  it('loads no code while the portal holds it back; 重试 asks the portal again', async () => {
    const entry = folder.write('held', hello('let out'));
    const kept = release('held', entry, {}, { held });
    let answer: ReleaseView = kept;
    const { show, container } = startContainer(undefined, { askRelease: async () => answer });
    show([testWindow('held')], [kept]);
    await inWindow('held').findByText(/portlet-held/);
    fireEvent.click(inWindow('held').getByRole('button'));
    await inWindow('held').findByText(/portlet-held/);
    expect(container.figures.take()).toEqual([]);
    answer = release('held', entry);
    fireEvent.click(inWindow('held').getByRole('button'));
    await inWindow('held').findByText('let out');
  });

  it('begins no life once it is gone, however long it waited', async () => {
    const entry = folder.write('gone', hello('too late'), { before: 'globalThis.hasRun = true;' });
    const kept = release('gone', entry, {}, { held });
    const answer = Promise.withResolvers<ReleaseView>();
    const { show, container } = startContainer(undefined, { askRelease: () => answer.promise });
    show([testWindow('gone')], [kept]);
    fireEvent.click(await inWindow('gone').findByRole('button'));
    act(() => container.dispose());
    answer.resolve(release('gone', entry));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(container.figures.take()).toEqual([]);
    expect('hasRun' in globalThis).toBe(false);
  });

  it('is not loaded by itself after it hung the page, and is forgiven when it loads well', async () => {
    const entry = folder.write('hung', hello('calm now'));
    localStorage.setItem(
      'yimen.running.t',
      JSON.stringify({
        at: Date.now(),
        running: 'hung@1.0.0',
        loading: [],
      }),
    );
    const hangs = createHangWatch({ storage: localStorage, tab: 't' });
    const { show, container } = startContainer(undefined, { hangs });
    show([testWindow('hung')], [release('hung', entry)]);
    await inWindow('hung').findByText(/portlet-hung/);
    fireEvent.click(inWindow('hung').getByRole('button'));
    await inWindow('hung').findByText('calm now');
    expect(localStorage.getItem('yimen.hung')).toBeNull();
    await vi.waitFor(() => expect(localStorage.getItem('yimen.running.t')).toBeNull());
    act(() => container.dispose());
  });
});

describe('a window over budget', () => {
  it('that floods the page with events is ended, and comes back by its own retry', async () => {
    const entry = folder.write('floods', hello('calm'));
    const ping = { name: 'x.ping', schema: { type: 'string' } };
    const budgets = { ...DEFAULT_BUDGETS, events: 10 };
    const { show, container } = startContainer();
    show([testWindow('floods')], [release('floods', entry, { events: { publishes: [ping] } }, { budgets })]);
    await inWindow('floods').findByText('calm');
    const snapshot = container.get('floods')?.snapshot.get();
    const events = snapshot?.status === 'ready' ? snapshot.mount.context.events : undefined;
    expect(() => events?.publish('x.ping', 5)).toThrow(TypeError);
    await act(async () => {
      for (let n = 0; n < 500; n += 1) events?.publish('x.ping', 'flood');
    });
    await inWindow('floods').findByText(/portlet-over-budget/);
    const [figure] = container.figures.take();
    expect(figure?.excesses?.map(({ kind, action }) => `${kind} ${action}`)).toEqual([
      'events slowed',
      'events paused',
      'events unmounted',
    ]);
    fireEvent.click(inWindow('floods').getByRole('button'));
    await inWindow('floods').findByText('calm');
  });

  it('rests, and goes on when the person says so: no request is lost', async () => {
    const entry = folder.write('asks', hello('asks'));
    const budgets = { ...DEFAULT_BUDGETS, requests: 200 };
    const service = { audience: 'urn:x', scopes: [] };
    const resources = { items: { path: '/i' } };
    const { show, container, requests } = startContainer(async () => 'answer');
    show([testWindow('asks')], [release('asks', entry, { service, resources }, { budgets })]);
    await inWindow('asks').findByText('asks');
    const controller = container.get('asks');
    const snapshot = controller?.snapshot.get();
    const context = snapshot?.status === 'ready' ? snapshot.mount.context : undefined;
    const answers = Array.from({ length: 605 }, () => context?.resources.send('POST', '/i'));
    expect(controller?.budget.get()).toEqual({ level: 'paused', kind: 'requests' });
    expect(requests).toHaveLength(200);
    act(() => controller?.resume());
    expect(controller?.budget.get().level).toBe('slowed');
    await vi.waitFor(() => expect(requests.length).toBeGreaterThan(201), 3_000);
    expect(await answers[0]).toBe('answer');
    const ended = Promise.allSettled(answers);
    act(() => container.dispose());
    expect((await ended).at(-1)).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
  });
});

describe('a window that changes the page', () => {
  it('has its changes taken back, while it loads and when it is mounted, and is named', async () => {
    const entry = folder.write(
      'pollutes',
      `() => { Array.prototype.stolen = 1; return React.createElement('b', null, 'in ' + typeof {}.polluted); }`,
      { before: 'Object.prototype.polluted = 1;' },
    );
    const { show, container } = startContainer();
    show([testWindow('pollutes')], [release('pollutes', entry)]);
    await inWindow('pollutes').findByText('in undefined');
    expect('polluted' in {}).toBe(false);
    expect('stolen' in []).toBe(false);
    const entry2 = container
      .get('pollutes')
      ?.log.get()
      .find(({ event }) => event === 'page-changed');
    expect(entry2?.detail).toBe('Object.prototype.polluted, Array.prototype.stolen');
    expect(container.figures.take()[0]?.errors).toEqual({ code: 1 });
  });
});
