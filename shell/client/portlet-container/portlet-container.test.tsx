// @vitest-environment jsdom

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { PortletDescriptor } from '@yimen/portlet-sdk';
import { problem } from '@yimen/problem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ContainerFolder, createContainerFolder } from '../test/fixture-container.ts';
import { startContainer } from '../test/test-container.tsx';
import { testDescriptor } from '../test/test-descriptor.ts';
import { testRelease, testWindow } from '../test/test-page.ts';

let folder: ContainerFolder;
const hello = (text: string) => `() => React.createElement('b', null, ${JSON.stringify(text)})`;
const release = (name: string, entry: string, descriptor: Partial<PortletDescriptor> = {}) =>
  testRelease(name, { entry, descriptor: testDescriptor(name, descriptor) });
const windowNamed = (name: string) => within(screen.getByRole('region', { name }));

beforeAll(() => {
  folder = createContainerFolder();
});
afterAll(() => folder.remove());
beforeEach(() => {
  window.history.replaceState(null, '', '/pages/home');
  // React tells of errors that a boundary caught; here they are what is tested.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a portlet container', () => {
  it('shows what is good beside what is missing, hangs, throws at load or in render (I2)', async () => {
    const good = folder.write('good', hello('fine'));
    const throwing = folder.write('throwing', hello('never'), { before: "throw new Error('boom at load');" });
    const rendering = folder.write('rendering', `() => { throw new Error('boom in render'); }`);
    const hanging = folder.write('hanging', hello('never'), {
      before: 'await new Promise(() => undefined);',
    });
    const names = ['good', 'missing', 'throwing', 'rendering', 'hanging', 'old'];
    const { show } = startContainer();
    show(
      names.map((name) => testWindow(name)),
      [
        release('good', good),
        release('missing', good.replace('good', 'is-not-there')),
        release('throwing', throwing),
        release('rendering', rendering),
        release('hanging', hanging, { budgets: { loadMilliseconds: 300 } }),
        { ...release('old', good), needs: { react: '^18.0.0' } },
      ],
    );
    expect(await windowNamed('good').findByText('fine')).toBeTruthy();
    await windowNamed('missing').findByText(/^load: portlet-load-failed/);
    await windowNamed('throwing').findByText(/boom at load/);
    await windowNamed('rendering').findByText(/^render: .*boom in render/);
    await windowNamed('hanging').findByText(/^load: portlet-load-timeout/);
    await windowNamed('old').findByText(/portlet-incompatible: needs react \^18\.0\.0, the portal has 19/);
    expect(windowNamed('good').getByText('fine')).toBeTruthy();
  });

  it('loads containers of other producers by the federation runtime, beside its own', async () => {
    const own = folder.write('own', hello('own'));
    const other = folder.write('other', hello('other'), { needsRuntime: true, styles: '.y{color:red}' });
    const { show, container } = startContainer();
    show(
      [testWindow('own'), testWindow('other')],
      [release('own', own), { ...release('other', other), hasStyles: true }],
    );
    await windowNamed('own').findByText('own');
    await windowNamed('other').findByText('other');
    act(() => container.dispose());
  });

  it('recovers by the window’s own retry, although the first import is remembered as failed', async () => {
    const entry = folder.write('later', hello('never'), { before: "throw new Error('not yet');" });
    const { show } = startContainer();
    show([testWindow('later')], [release('later', entry)]);
    await windowNamed('later').findByText(/not yet/);
    writeFileSync(fileURLToPath(entry), '');
    folder.write('later', hello('there it is'));
    fireEvent.click(windowNamed('later').getByText('retry'));
    await windowNamed('later').findByText('there it is');
  });

  it('[R100] starts a failed window again with another release, and leaves the others alone', async () => {
    const broken = folder.write('broken', `() => { throw new Error('boom in 1.0.0'); }`);
    const mended = folder.write('mended', hello('1.0.1 works'));
    const steady = folder.write('steady', hello('steady 1.0.0'));
    const windows = [testWindow('broken'), testWindow('steady')];
    const page = (entry: string, version: string) => [
      { ...release('broken', entry), version },
      release('steady', steady),
    ];
    const { show, container } = startContainer();
    const first = show(windows, page(broken, '1.0.0'));
    await windowNamed('broken').findByText(/boom in 1\.0\.0/);
    await windowNamed('steady').findByText('steady 1.0.0');
    const [before, beside] = [container.get('broken'), container.get('steady')];

    container.sync(windows, { broken: { ...release('broken', broken), version: '1.0.0' } });
    expect(container.get('broken')).toBe(before);

    first.unmount();
    show(windows, page(mended, '1.0.1'));
    await windowNamed('broken').findByText('1.0.1 works');
    expect(container.get('steady')).toBe(beside);
    await windowNamed('steady').findByText('steady 1.0.0');
  });

  it('loads the code of two windows once, and gives each a context of its own', async () => {
    const entry = folder.write(
      'shared',
      `() => { const p = sdk.usePortlet(); return React.createElement('i', null, p.windowId); }`,
      {
        before: 'globalThis.evaluations = (globalThis.evaluations ?? 0) + 1;',
      },
    );
    const { show } = startContainer();
    show(
      [testWindow('w1', { portlet: 'shared' }), testWindow('w2', { portlet: 'shared' })],
      [release('shared', entry)],
    );
    await windowNamed('w1').findByText('w1');
    await windowNamed('w2').findByText('w2');
    expect(Reflect.get(globalThis, 'evaluations')).toBe(1);
  });

  it('refreshes one window by its own requests only, and renders no other (I3)', async () => {
    const reading = `(() => { let renders = 0; return () => { const { data } = sdk.useResource('items'); renders += 1; return React.createElement('i', null, 'n=' + (data?.n ?? '-') + ' renders=' + renders); }; })()`;
    const service = {
      resources: { items: { path: '/items', topics: ['x.changed'] } },
      service: { audience: 'urn:x', scopes: [] },
    };
    const quiet = { ...service, resources: { items: { path: '/items' } } };
    let n = 0;
    const { show, container, requests } = startContainer(async () => ({ n: ++n }));
    show(
      [testWindow('a'), testWindow('b')],
      [release('a', folder.write('a', reading), service), release('b', folder.write('b', reading), quiet)],
    );
    await windowNamed('a').findByText(/n=\d/);
    const before = (await windowNamed('b').findByText(/n=\d/)).textContent;
    requests.length = 0;
    await act(async () => await container.get('a')?.refresh());
    expect(requests.map(({ url }) => url)).toEqual(['/api/portlets/a/items']);
    await act(async () => container.notify('x.changed'));
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    expect(requests.every(({ url }) => url === '/api/portlets/a/items')).toBe(true);
    expect(windowNamed('b').getByText(/n=\d/).textContent).toBe(before);
  });

  it('tells the window that its service asks for a stronger sign-in, until it is read again', async () => {
    const reading = `() => { const { problem } = sdk.useResource('items'); return React.createElement('i', null, problem ? problem.problem.type : 'fine'); }`;
    const acr_values = 'urn:yimen:acr:second-factor';
    let isStrong = false;
    const { show, container } = startContainer(async () => {
      if (!isStrong) throw problem('step-up-required', { acr_values });
      return {};
    });
    const service = { resources: { items: { path: '/items' } }, service: { audience: 'urn:x', scopes: [] } };
    show([testWindow('guarded')], [release('guarded', folder.write('guarded', reading), service)]);
    await windowNamed('guarded').findByText('urn:yimen:problem:step-up-required');
    expect(container.get('guarded')?.stepUp.get()).toBe(acr_values);
    isStrong = true;
    await act(async () => await container.get('guarded')?.refresh());
    await windowNamed('guarded').findByText('fine');
    expect(container.get('guarded')?.stepUp.get()).toBeNull();
  });

  it('goes on asking for it whatever the window reads by itself, until what was refused succeeds', async () => {
    const view = `() => { const { data } = sdk.useResource('items'); const { resources } = sdk.usePortlet(); return React.createElement('button', { onClick: () => void resources.send('POST', '/pay').catch(() => {}) }, 'pay ' + (data ?? '')); }`;
    const acr_values = 'urn:yimen:acr:second-factor';
    let isStrong = false;
    const { show, container, requests } = startContainer(async ({ method }) => {
      if (method === 'POST' && !isStrong) throw problem('step-up-required', { acr_values });
      return 'read';
    });
    const service = {
      resources: { items: { path: '/items', topics: ['x.changed'] } },
      service: { audience: 'urn:x', scopes: [] },
    };
    show([testWindow('pays')], [release('pays', folder.write('pays', view), service)]);
    const button = await windowNamed('pays').findByText('pay read');
    const asked = () => container.get('pays')?.stepUp.get();
    fireEvent.click(button);
    await vi.waitFor(() => expect(asked()).toBe(acr_values));
    await act(async () => container.notify('x.changed'));
    await vi.waitFor(() => expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(2));
    expect(asked()).toBe(acr_values);
    isStrong = true;
    fireEvent.click(button);
    await vi.waitFor(() => expect(asked()).toBeNull());
  });

  it('sends the revision that a change was made to', async () => {
    const sending = `() => { const { resources } = sdk.usePortlet(); const send = (request) => void resources.send('PUT', '/items/1', { a: 1 }, request); return React.createElement('button', { type: 'button', onClick: () => { send({ ifMatch: 'r-1' }); send(); } }, 'send'); }`;
    const asked: { method: string; headers?: unknown }[] = [];
    const { show } = startContainer(async ({ method, headers }) => void asked.push({ method, headers }));
    const service = { service: { audience: 'urn:x', scopes: [] } };
    show([testWindow('one')], [release('one', folder.write('one', sending), service)]);
    fireEvent.click(await windowNamed('one').findByText('send'));
    expect(asked).toEqual([
      { method: 'PUT', headers: { 'if-match': '"r-1"' } },
      { method: 'PUT', headers: undefined },
    ]);
  });

  it('is busy until the component is on the screen and its data has come', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const reading = `() => { const { data } = sdk.useResource('items'); return React.createElement('i', null, data ? 'data' : 'none'); }`;
    const { show, container } = startContainer(() => promise);
    const service = { resources: { items: { path: '/items' } }, service: { audience: 'urn:x', scopes: [] } };
    show([testWindow('slow')], [release('slow', folder.write('slow', reading), service)]);
    const isBusy = container.get('slow')?.isBusy;
    const told: unknown[] = [];
    isBusy?.subscribe(() => told.push(isBusy.get()));
    expect(container.get('slow')?.isBusy.get()).toBe(true);
    await windowNamed('slow').findByText('none');
    expect(container.get('slow')?.isBusy.get()).toBe(true);
    await act(async () => resolve({}));
    await windowNamed('slow').findByText('data');
    expect(container.get('slow')?.isBusy.get()).toBe(false);
    // Told once: nothing while the portlet renders, when React forbids that its window changes.
    expect(told).toEqual([false]);
  });

  it('says when data that is shown could not be read again, and keeps showing it', async () => {
    const reading = `() => { const { data } = sdk.useResource('items'); return React.createElement('i', null, data ? 'data' : 'none'); }`;
    let isDown = false;
    const { show, container, errors } = startContainer(async () => {
      if (isDown) throw problem('service-unavailable');
      return {};
    });
    const service = { resources: { items: { path: '/items' } }, service: { audience: 'urn:x', scopes: [] } };
    show([testWindow('kept')], [release('kept', folder.write('kept', reading), service)]);
    await windowNamed('kept').findByText('data');
    await act(async () => container.get('kept')?.refresh());
    expect(errors).toEqual([]);
    isDown = true;
    await act(async () => container.get('kept')?.refresh());
    expect(errors).toMatchObject([{ problem: { status: 503 } }]);
    expect(windowNamed('kept').getByText('data')).toBeTruthy();
  });

  it('shares public render parameters between windows and keeps private ones to their window', async () => {
    const view = `() => { const [unit, setUnit] = sdk.useRenderParameter('unit'); const [own, setOwn] = sdk.useRenderParameter('own'); return React.createElement('button', { onClick: () => { setUnit('edu'); setOwn('1'); } }, 'unit=' + unit + ' own=' + own); }`;
    const title = { 'zh-CN': '单位', 'en-US': 'Unit' };
    const parameters = {
      publicRenderParameters: [{ name: 'unit', title, schema: { type: 'string', enum: ['edu', 'health'] } }],
      renderParameters: [{ name: 'own', title }],
    };
    const { show, navigator } = startContainer();
    show(
      [testWindow('p1'), testWindow('p2')],
      [
        release('p1', folder.write('p1', view), parameters),
        release('p2', folder.write('p2', view), parameters),
      ],
    );
    fireEvent.click(await windowNamed('p1').findByRole('button'));
    await windowNamed('p1').findByText('unit=edu own=1');
    await windowNamed('p2').findByText('unit=edu own=undefined');
    expect(window.location.search).toBe('?unit=edu&w.p1.own=1');
    act(() => navigator.renderState.setParameters({ windowId: 'p1', shared: { unit: 'nowhere' }, own: {} }));
    await windowNamed('p2').findByText('unit=undefined own=undefined');
  });

  it('[R28] runs every undo last first, aborts, and takes the styles away when a window ends', async () => {
    const view = `() => { const p = sdk.usePortlet(); React.useEffect(() => { for (const n of ['a', 'b']) p.onDispose(() => { globalThis.undone = (globalThis.undone ?? '') + n; }); globalThis.lifeSignal = p.signal; }, [p]); return React.createElement('i', null, 'alive'); }`;
    const entry = folder.write('ending', view, { styles: '.x{color:red}' });
    const { show, container } = startContainer();
    const windows = [testWindow('e1', { portlet: 'ending' }), testWindow('e2', { portlet: 'ending' })];
    const ending = { ...release('ending', entry), hasStyles: true };
    show(windows, [ending]);
    await windowNamed('e1').findByText('alive');
    await windowNamed('e2').findByText('alive');
    expect(document.adoptedStyleSheets).toHaveLength(1);
    container.sync(windows.slice(0, 1), { ending });
    expect(document.adoptedStyleSheets).toHaveLength(1);
    container.dispose();
    expect(document.adoptedStyleSheets).toHaveLength(0);
    expect(Reflect.get(globalThis, 'undone')).toBe('baba');
    expect(Reflect.get(globalThis, 'lifeSignal').aborted).toBe(true);
  });

  it('completes preferences from the descriptor, and refuses to save what does not fit or is locked', async () => {
    const view = `() => { const [values, save] = sdk.usePreferences(); const { run, problem } = sdk.useAction(save); return React.createElement('div', null, JSON.stringify(values), React.createElement('button', { onClick: () => run({ size: 99, locked: 'x' }) }, 'bad'), React.createElement('button', { onClick: () => run({ size: 7 }) }, 'good'), problem ? problem.problem.errors.map((e) => e.pointer).join() : ''); }`;
    const label = { 'zh-CN': '条数', 'en-US': 'Rows' };
    const preferences = {
      size: { type: 'integer', maximum: 10, default: 5, 'x-label': label },
      locked: { type: 'string', default: 'd', 'x-label': label },
    } as const;
    const { show, saved } = startContainer();
    const stored = testWindow('prefs', { preferences: { size: 'many' }, readOnlyPreferences: ['locked'] });
    show([stored], [release('prefs', folder.write('prefs', view), { preferences })]);
    await windowNamed('prefs').findByText(/\{"size":5,"locked":"d"\}/);
    fireEvent.click(windowNamed('prefs').getByText('bad'));
    await windowNamed('prefs').findByText(/\/size,\/locked/);
    fireEvent.click(windowNamed('prefs').getByText('good'));
    await vi.waitFor(() => expect(saved).toEqual([{ windowId: 'prefs', changes: { size: 7 } }]));
  });

  it('gives the portlet problems of its service to show', async () => {
    const view = `() => { const { problem } = sdk.useResource('items'); return React.createElement('i', null, problem ? problem.problem.type : 'none'); }`;
    const service = { resources: { items: { path: '/items' } }, service: { audience: 'urn:x', scopes: [] } };
    const { show } = startContainer(async () => {
      throw problem('service-unavailable');
    });
    show([testWindow('down')], [release('down', folder.write('down', view), service)]);
    await windowNamed('down').findByText('urn:yimen:problem:service-unavailable');
  });

  it('follows the language without loading anything again', async () => {
    const view = `() => React.createElement('i', null, sdk.useLocale())`;
    const { show, locale } = startContainer();
    show([testWindow('tongue')], [release('tongue', folder.write('tongue', view))]);
    await windowNamed('tongue').findByText('zh-CN');
    act(() => locale.set('en-US'));
    await windowNamed('tongue').findByText('en-US');
  });
});
