// @vitest-environment jsdom

import { MessageChannel as NodeChannel } from 'node:worker_threads';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { PortletDescriptor } from '@yimen/portlet-sdk';
import type { FrameMessage, FrameWelcome, ShellMessage } from '@yimen/portlet-sdk/frame';
import { isProblem, problem } from '@yimen/problem';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startContainer } from '../../test/test-container.tsx';
import { testDescriptor } from '../../test/test-descriptor.ts';
import { testRelease, testWindow } from '../../test/test-page.ts';

const service = { service: { audience: 'urn:x', scopes: [] }, resources: { items: { path: '/items' } } };
const release = (name: string, overrides: Partial<PortletDescriptor> = {}) =>
  testRelease(name, {
    descriptor: testDescriptor(name, { adapter: 'frame', ...service, ...overrides }),
    entry: `/releases/${name}/1.0.0/index.html`,
  });
const windowNamed = (name: string) => within(screen.getByRole('region', { name }));
const frameOf = async (title: string) => (await screen.findByTitle(title)) as HTMLIFrameElement;

beforeAll(() => vi.stubGlobal('MessageChannel', NodeChannel));
beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
  window.history.replaceState(null, '', '/');
});

/** The page in a frame, as far as the shell can see it: it greets, and then speaks through the port. */
function pageIn(frame: HTMLIFrameElement) {
  const told: ShellMessage[] = [];
  const target = frame.contentWindow as Window;
  const post = vi.spyOn(target, 'postMessage').mockImplementation(() => undefined);
  const hello = (o: { origin?: string; source?: MessageEventSource | null; protocol?: number } = {}) => {
    const { origin = 'null', source = target, protocol = 1 } = o;
    const data = { yimen: 'hello', protocol };
    act(() => void window.dispatchEvent(new MessageEvent('message', { source, origin, data })));
  };
  return {
    told,
    hello,
    welcomes: () => post.mock.calls.map(([welcome, origin]) => ({ welcome: welcome as unknown, origin })),
    open() {
      hello();
      const [welcome, , ports] = post.mock.calls.at(-1) as unknown as [FrameWelcome, string, MessagePort[]];
      const [port] = ports;
      if (!port) throw new Error('no port');
      port.onmessage = ({ data }) => void told.push(data as ShellMessage);
      return { state: welcome.state, say: (message: FrameMessage | object) => port.postMessage(message) };
    },
  };
}

const waitFor = <T,>(check: () => T) => act(() => vi.waitFor(check, { timeout: 5_000 }));

describe('a page in a frame', () => {
  it('[R124] has no origin, and its release runs no code in the portal', async () => {
    const { show } = startContainer();
    show([testWindow('paper')], [release('paper')]);
    const frame = await frameOf('标题 paper');
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts allow-forms');
    expect(new URL(frame.src).pathname).toBe('/releases/paper/1.0.0/index.html');
    const own = { frame: { address: new URL('/admin', window.location.href).href } };
    cleanup();
    const again = startContainer();
    again.show([testWindow('own')], [release('own', own)]);
    await windowNamed('own').findByText(/cannot be shown in a frame/);
  });

  it('[R125] is answered when it greets from its window and origin, and nobody else is', async () => {
    const { show, container } = startContainer();
    show([testWindow('paper')], [release('paper')]);
    const page = pageIn(await frameOf('标题 paper'));
    page.hello({ source: window });
    page.hello({ origin: 'https://evil.example.org' });
    page.hello({ source: null });
    expect(page.welcomes()).toEqual([]);
    expect(container.get('paper')?.isBusy.get()).toBe(true);
    const { state } = page.open();
    expect(state).toMatchObject({ locale: 'zh-CN', title: '标题 paper', windowId: 'paper' });
    expect(state.tokens).toContain('--yimen-color-primary:');
    expect(page.welcomes()).toHaveLength(1);
    await waitFor(() => expect(container.get('paper')?.isBusy.get()).toBe(false));
  });

  it('[R125] that speaks another version, or no protocol, is its window’s failure', async () => {
    const { show } = startContainer();
    show([testWindow('old'), testWindow('wild')], [release('old'), release('wild')]);
    pageIn(await frameOf('标题 old')).hello({ protocol: 2 });
    await windowNamed('old').findByText(/portlet-incompatible.*version 2/);
    pageIn(await frameOf('标题 wild'))
      .open()
      .say({ type: 'call', id: 1, method: 'eval', args: [] });
    await windowNamed('wild').findByText(/no message of the protocol/);
    expect(windowNamed('wild').queryByTitle('标题 wild')).toBeNull();
    fireEvent.click(windowNamed('wild').getByText('retry'));
    expect(await frameOf('标题 wild')).toBeTruthy();
  });

  it('[R126] reads and sends through the shell, and is told problems', async () => {
    const { show, requests } = startContainer(async ({ method }) => {
      if (method === 'DELETE') throw new RangeError('not this one');
      return { method };
    });
    show([testWindow('paper')], [release('paper')]);
    const page = pageIn(await frameOf('标题 paper'));
    const { say, state } = page.open();
    say({ type: 'call', id: 1, method: 'read', args: ['items', { page: 2 }] });
    say({ type: 'call', id: 2, method: 'send', args: ['POST', '/items', { a: 1 }, {}] });
    say({ type: 'call', id: 3, method: 'send', args: ['DELETE', '/items/1', undefined, {}] });
    say({ type: 'call', id: 4, method: 'read', args: ['secrets', {}] });
    say({ type: 'call', id: 5, method: 'send', args: ['GET', '/items', undefined, {}] });
    const replies = () => page.told.filter((message) => message.type === 'reply');
    await waitFor(() => expect(replies()).toHaveLength(5));
    const byId = new Map(replies().map((reply) => [reply.id, reply]));
    expect(byId.get(1)?.value).toEqual({ method: 'GET' });
    expect(byId.get(2)?.value).toEqual({ method: 'POST' });
    for (const id of [3, 4, 5]) expect(byId.get(id)?.problem?.type).toBe('urn:yimen:problem:invalid-input');
    expect(requests.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      'DELETE /api/portlets/paper/items/1',
      'GET /api/portlets/paper/items?page=2',
      'POST /api/portlets/paper/items',
    ]);
    // What a token or a cookie could be hidden in: the page gets values, and no handle on anything.
    expect(JSON.stringify(state)).not.toMatch(/token=|cookie|session/i);
  });

  it('[R126] has the problem of a call shown as the shell shows problems, and no other', async () => {
    const { show, errors } = startContainer(async () => {
      throw problem('forbidden', { detail: 'unit edu' });
    });
    show([testWindow('paper')], [release('paper')]);
    const page = pageIn(await frameOf('标题 paper'));
    const { say } = page.open();
    say({ type: 'call', id: 1, method: 'send', args: ['POST', '/items', {}, {}] });
    const replies = () => page.told.filter((message) => message.type === 'reply');
    await waitFor(() => expect(replies()).toHaveLength(1));
    // A page has no table of titles.
    expect(replies()[0]?.problem?.title).toBe('您没有此项权限');
    say({ type: 'call', id: 2, method: 'notice', args: ['error', replies()[0]?.problem, 7] });
    say({ type: 'call', id: 3, method: 'notice', args: ['error', { type: 'about:blank', title: 'x' }, 8] });
    await waitFor(() => expect(replies()).toHaveLength(3));
    expect(errors).toHaveLength(1);
    expect(isProblem(errors[0], 'forbidden')).toBe(true);
    expect(errors[0]).toMatchObject({ problem: { detail: 'unit edu', status: 403 } });
    expect(replies().find(({ id }) => id === 3)?.problem?.type).toBe('urn:yimen:problem:invalid-input');
  });

  it('[R126] watches resources, hears events, and is undone with its window', async () => {
    let n = 0;
    const consumes = [{ name: 'row.picked', schema: { type: 'string' } }];
    const { show, container } = startContainer(async () => ({ n: ++n }));
    show([testWindow('paper')], [release('paper', { events: { consumes, publishes: consumes } })]);
    const page = pageIn(await frameOf('标题 paper'));
    const { say } = page.open();
    say({ type: 'watch', id: 7, name: 'items', options: {} });
    const values = () =>
      page.told.flatMap((m) => (m.type === 'resource' && m.value.data ? [m.value.data] : []));
    await waitFor(() => expect(values()).toContainEqual({ n: 1 }));
    await act(async () => container.get('paper')?.refresh());
    await waitFor(() => expect(values()).toContainEqual({ n: 2 }));
    await act(async () => container.dispose());
    expect(n).toBe(2);
  });

  it('[R127] is as high as its content, follows language and parameters, and keeps its place in the address', async () => {
    const parameters = {
      renderParameters: [{ name: 'tab', title: { 'zh-CN': '页', 'en-US': 'Tab' } }],
      publicRenderParameters: [{ name: 'unit', title: { 'zh-CN': '单位', 'en-US': 'Unit' } }],
    };
    const { show, locale, navigator } = startContainer();
    show([testWindow('paper')], [release('paper', parameters)]);
    const frame = await frameOf('标题 paper');
    const page = pageIn(frame);
    const { say } = page.open();
    for (const [pixels, height] of [
      [512.4, '513px'],
      [9_000, '4000px'],
      [1, '40px'],
    ]) {
      say({ type: 'height', pixels });
      await waitFor(() => expect(frame.style.height).toBe(height));
    }
    say({ type: 'call', id: 1, method: 'setParameters', args: [{ tab: 'second', unit: 'edu' }, {}] });
    await waitFor(() => expect(window.location.search).toContain('unit=edu'));
    expect(window.location.search).toContain('w.paper.tab=second');
    act(() => navigator.renderState.setParameters({ windowId: 'x', own: {}, shared: { unit: 'health' } }));
    act(() => locale.set('en-US'));
    const states = () => page.told.flatMap((m) => (m.type === 'state' ? [m.changes] : []));
    await waitFor(() =>
      expect(states()).toContainEqual({ renderParameters: { tab: 'second', unit: 'health' } }),
    );
    await waitFor(() => expect(states().some((changes) => changes.locale === 'en-US')).toBe(true));
    expect(frame.title).toBe('Title paper');
  });

  it('[R128] that floods the shell is its window’s failure', async () => {
    const { show } = startContainer();
    show([testWindow('flood'), testWindow('calm')], [release('flood'), release('calm')]);
    const { say } = pageIn(await frameOf('标题 flood')).open();
    for (let index = 0; index < 400; index += 1) say({ type: 'busy', isBusy: index % 2 === 0 });
    await windowNamed('flood').findByText(/sends too much/);
    expect(await frameOf('标题 calm')).toBeTruthy();
  });

  it('[R128] that greets again and again is its window’s failure, and leaves nothing of its sessions', async () => {
    const listeners = new Set<() => void>();
    const locale = {
      get: () => 'zh-CN' as const,
      subscribe(listener: () => void) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
    const { show } = startContainer(undefined, { locale });
    show([testWindow('paper')], [release('paper')]);
    const page = pageIn(await frameOf('标题 paper'));
    page.hello();
    const { size } = listeners;
    for (let time = 0; time < 20; time += 1) page.hello();
    expect(listeners.size).toBe(size);
    for (let time = 0; time < 20; time += 1) page.hello();
    await windowNamed('paper').findByText(/rate-limited/);
    expect(listeners.size).toBeLessThan(size);
  });

  it('[R126] shows as many notices as it likes over a day, and watches resources afterwards', async () => {
    const taken: number[] = [];
    let shown = 0;
    const info = () => {
      shown += 1;
      const own = shown;
      return () => void taken.push(own);
    };
    const { show } = startContainer(async () => 'data', { notices: { success: info, info, error: info } });
    show([testWindow('paper')], [release('paper')]);
    const page = pageIn(await frameOf('标题 paper'));
    const { say } = page.open();
    const replies = () => page.told.filter(({ type }) => type === 'reply').length;
    for (let id = 1; id <= 200; id += 1) {
      say({ type: 'call', id, method: 'notice', args: ['info', `notice ${id}`, id] });
      if (id % 20 === 0) await waitFor(() => expect(replies()).toBe(id));
    }
    expect(shown).toBe(200);
    say({ type: 'watch', id: 1, name: 'items', options: {} });
    await waitFor(() =>
      expect(page.told).toContainEqual(
        expect.objectContaining({ type: 'resource', value: expect.objectContaining({ data: 'data' }) }),
      ),
    );
    // The newest can be taken back; the first have gone by themselves.
    say({ type: 'dismiss', id: 1 });
    say({ type: 'dismiss', id: 200 });
    await waitFor(() => expect(taken).toEqual([200]));
  });

  it('[R128] that sends what is too big is its window’s failure', async () => {
    const { show, requests } = startContainer();
    show([testWindow('heavy'), testWindow('wide')], [release('heavy'), release('wide')]);
    const body = 'x'.repeat(1_000_000);
    pageIn(await frameOf('标题 heavy'))
      .open()
      .say({ type: 'call', id: 1, method: 'send', args: ['POST', '/items', { body }, {}] });
    await windowNamed('heavy').findByText(/too-large/);
    const rows = Array.from({ length: 300_000 }, () => ({ a: 1 }));
    pageIn(await frameOf('标题 wide'))
      .open()
      .say({ type: 'call', id: 1, method: 'publish', args: ['x', rows] });
    await windowNamed('wide').findByText(/too-large/);
    expect(requests).toEqual([]);
  });

  it('[R128] that stops answering is its window’s failure, and one that answers goes on', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const { show, container } = startContainer();
    show([testWindow('hung'), testWindow('calm')], [release('hung'), release('calm')]);
    pageIn(await frameOf('标题 hung')).open();
    const calm = pageIn(await frameOf('标题 calm'));
    const { say } = calm.open();
    for (let round = 1; round <= 5; round += 1) {
      act(() => void vi.advanceTimersByTime(4_000));
      await waitFor(() => expect(calm.told.filter(({ type }) => type === 'ping')).toHaveLength(round));
      say({ type: 'pong' });
      // The answer has come through the port before the clock goes on.
      say({ type: 'busy', isBusy: round % 2 === 1 });
      await waitFor(() => expect(container.get('calm')?.isBusy.get()).toBe(round % 2 === 1));
    }
    await windowNamed('hung').findByText(/does not answer/);
    expect(windowNamed('hung').queryByTitle('标题 hung')).toBeNull();
    expect(windowNamed('calm').getByTitle('标题 calm')).toBeTruthy();
  });

  it('[R128] is not asked while nobody sees the document', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const { show } = startContainer();
    show([testWindow('paper')], [release('paper')]);
    const page = pageIn(await frameOf('标题 paper'));
    page.open();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    act(() => void vi.advanceTimersByTime(60_000));
    expect(windowNamed('paper').getByTitle('标题 paper')).toBeTruthy();
    expect(page.told.filter(({ type }) => type === 'ping')).toEqual([]);
  });

  it('[R128] that does not greet in time is its window’s failure', async () => {
    const { show } = startContainer();
    show([testWindow('mute')], [release('mute', { budgets: { loadMilliseconds: 200 } })]);
    await windowNamed('mute').findByText(/portlet-load-timeout/);
  });

  it('[R109] keeps state for the next release, and tells of unsaved work', async () => {
    const { show, container } = startContainer();
    show([testWindow('paper')], [release('paper')]);
    const { say, state } = pageIn(await frameOf('标题 paper')).open();
    expect(state.kept).toEqual({});
    const kept = { place: { value: 'row 7', version: 1 } };
    say({ type: 'keep', kept });
    say({ type: 'unsaved', isUnsaved: true });
    const keeper = () => container.get('paper')?.keeper;
    await waitFor(() => expect(keeper()?.isUnsaved()).toBe(true));
    say({ type: 'unsaved', isUnsaved: false });
    await waitFor(() => expect(keeper()?.isUnsaved()).toBe(false));
    const next = { ...release('paper'), version: '1.0.1', entry: '/releases/paper/1.0.1/index.html' };
    act(() => container.sync([testWindow('paper')], { paper: next }));
    await waitFor(() => expect(container.get('paper')?.release.version).toBe('1.0.1'));
    const frames = () => document.querySelector<HTMLIFrameElement>('iframe[src$="1.0.1/index.html"]');
    await waitFor(() => expect(frames()).toBeTruthy());
    expect(pageIn(frames() as HTMLIFrameElement).open().state.kept).toEqual(kept);
  });

  it('[R129] is told when the session has ended', async () => {
    const { show, sessionEnded } = startContainer();
    show([testWindow('paper')], [release('paper')]);
    const page = pageIn(await frameOf('标题 paper'));
    page.open();
    sessionEnded.set(true);
    await waitFor(() => expect(page.told).toContainEqual({ type: 'session-ended' }));
  });
});
