// @vitest-environment jsdom

import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { PortletDescriptor } from '@yimen/portlet-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ContainerFolder, createContainerFolder } from '../../test/fixture-container.ts';
import { startContainer } from '../../test/test-container.tsx';
import { testDescriptor } from '../../test/test-descriptor.ts';
import { testRelease, testWindow } from '../../test/test-page.ts';

let folder: ContainerFolder;
const inWindow = (name: string) => within(screen.getByRole('region', { name }));
let files = 0;

/** A release of a portlet, whose view is this source. */
function release(
  name: string,
  version: string,
  view: string,
  descriptor: Partial<PortletDescriptor> = {},
  before = '',
) {
  files += 1;
  const entry = folder.write(`${name}-${files}`, view, { before });
  return testRelease(name, { version, entry, descriptor: testDescriptor(name, { version, ...descriptor }) });
}
const shows = (text: string) => `() => React.createElement('b', null, ${JSON.stringify(text)})`;
/** Shows its text, and a counter that is kept under a version of its shape. */
const counts = (text: string, version = 1, restore = 'undefined') => `() => {
  const [n, setN] = sdk.useKeptState('n', 0, { version: ${version}, restore: ${restore} });
  return React.createElement('button', { onClick: () => setN(n + 1) }, ${JSON.stringify(text)} + ' ' + n);
}`;
/** A draft that is unsaved while it has text. */
const drafts = (text: string) => `() => {
  const [draft, setDraft] = React.useState('');
  sdk.useUnsavedWork(draft !== '');
  return React.createElement('label', null, ${JSON.stringify(text)},
    React.createElement('input', { value: draft, onChange: (event) => setDraft(event.target.value) }));
}`;

/** A page with a window of each portlet; `publish` gives the page another release. */
function startPage(first: readonly ReturnType<typeof release>[]) {
  const page = startContainer();
  const windows = first.map(({ name }) => testWindow(name));
  const releases = Object.fromEntries(first.map((one) => [one.name, one]));
  page.show(windows, first);
  const publish = (next: ReturnType<typeof release>) => {
    releases[next.name] = next;
    act(() => page.container.sync(windows, { ...releases }));
  };
  return { ...page, publish };
}

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
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a window whose portlet has another release', () => {
  it('[R101] goes over to it in the open page, and no other window is touched', async () => {
    const { publish, container } = startPage([
      release('a', '1.0.0', shows('a one')),
      release('b', '1.0.0', shows('b one')),
    ]);
    await inWindow('a').findByText('a one');
    const other = await inWindow('b').findByText('b one');
    const beside = container.get('b');
    const snapshot = container.get('a')?.snapshot.get();
    const signal = snapshot?.status === 'ready' ? snapshot.mount.context.signal : undefined;

    publish(release('a', '1.0.1', shows('a two')));
    await inWindow('a').findByText('a two');
    expect(signal?.aborted).toBe(true);
    expect(container.get('a')?.release.version).toBe('1.0.1');
    expect(container.get('b')).toBe(beside);
    expect(inWindow('b').getByText('b one')).toBe(other);
    expect(container.upgrades.count.get()).toBe(1);
    act(() => container.dispose());
  });

  it('[R102] hands over kept state, which a new shape may convert or refuse', async () => {
    const { publish, container } = startPage([release('kept', '1.0.0', counts('one'))]);
    fireEvent.click(await inWindow('kept').findByText('one 0'));
    fireEvent.click(await inWindow('kept').findByText('one 1'));
    publish(release('kept', '1.1.0', counts('two')));
    await inWindow('kept').findByText('two 2');
    publish(release('kept', '2.0.0', counts('three', 2, '({ value, version }) => value * 10 + version')));
    await inWindow('kept').findByText('three 21');
    publish(release('kept', '3.0.0', counts('four', 3)));
    await inWindow('kept').findByText('four 0');
    publish(release('kept', '3.0.1', counts('five', 3, `() => { throw new Error('cannot read it'); }`)));
    vi.stubGlobal('reportError', () => undefined);
    await inWindow('kept').findByText('five 0');
    vi.unstubAllGlobals();
    act(() => container.dispose());
  });

  it('[R102] goes on without state that is too big or fails', async () => {
    const bad = `() => {
      const { upgrade } = sdk.usePortlet();
      React.useEffect(() => upgrade.keep('big', () => 'x'.repeat(70000)), []);
      React.useEffect(() => upgrade.keep('bad', () => { throw new Error('no state'); }), []);
      React.useEffect(() => upgrade.keep('good', () => 'here'), []);
      return React.createElement('b', null, 'one');
    }`;
    const next = `() => {
      const { upgrade } = sdk.usePortlet();
      return React.createElement('b', null, ['big', 'bad', 'good'].map((name) => upgrade.kept(name)?.value ?? '-').join(' '));
    }`;
    const { publish, container } = startPage([release('limits', '1.0.0', bad)]);
    await inWindow('limits').findByText('one');
    const { log } = container.get('limits') ?? {};
    publish(release('limits', '1.0.1', next));
    await inWindow('limits').findByText('- - here');
    expect(log?.get().filter(({ event }) => event === 'state-dropped')).toHaveLength(2);
    act(() => container.dispose());
  });

  it('[R103] stays while there is unsaved work, settings are open or an action is under way', async () => {
    const { publish, container, navigator } = startPage([release('form', '1.0.0', drafts('one'))]);
    const field = await inWindow('form').findByRole('textbox');
    fireEvent.change(field, { target: { value: '写了一半' } });
    expect(container.isUnsaved()).toBe(true);
    const preloaded = hasLoaded('form');
    publish(release('form', '1.0.1', drafts('two'), {}, preloaded.before));
    await preloaded.seen();
    expect(version(container)).toBe('1.0.0');
    act(() => navigator.renderState.setMode('form', 'edit'));
    fireEvent.change(field, { target: { value: '' } });
    expect(container.isUnsaved()).toBe(false);
    await secondsLater();
    expect(inWindow('form').getByText('one')).toBeTruthy();
    act(() => navigator.renderState.setMode('form', 'view'));
    await inWindow('form').findByText('two', undefined, { timeout: 3_000 });
    act(() => container.dispose());
  });

  it('[R103] stays while somebody uses a field or a dialog of it, but not for who has gone', async () => {
    const field = (text: string) => `() => {
      const [isOpen, setOpen] = React.useState(${JSON.stringify(text)} === 'two');
      const dialog = React.createElement('div', { role: 'dialog' }, React.createElement('button', { onClick: () => setOpen(false) }, 'done'));
      return React.createElement('label', null, ${JSON.stringify(text)}, React.createElement('input'),
        isOpen && React.createElement('div', { 'data-portlet-scope': 'form' }, dialog));
    }`;
    const { publish, container } = startPage([release('form', '1.0.0', field('one'))]);
    const input = await inWindow('form').findByRole('textbox');
    act(() => input.focus());
    fireEvent.keyDown(input, { key: 'ArrowRight' });
    const preloaded = hasLoaded('form');
    publish(release('form', '1.0.1', field('two'), {}, preloaded.before));
    await preloaded.seen();
    await secondsLater();
    expect(version(container)).toBe('1.0.0');
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    await inWindow('form').findByText('two', undefined, { timeout: 3_000 });
    now.mockRestore();
    publish(release('form', '1.0.2', field('three')));
    await secondsLater();
    expect(version(container)).toBe('1.0.1');
    fireEvent.click(inWindow('form').getByText('done'));
    await inWindow('form').findByText('three', undefined, { timeout: 3_000 });
    act(() => container.dispose());
  });

  it('[R104] asks where either release wants it, or something was typed that the portlet does not tell of', async () => {
    const field = (text: string) =>
      `() => React.createElement('label', null, ${JSON.stringify(text)}, React.createElement('input'))`;
    const { publish, container } = startPage([
      release('form', '1.0.0', shows('one'), { upgrade: 'ask' }),
      release('typed', '1.0.0', field('one')),
    ]);
    await inWindow('form').findByText('one');
    const upgrade = () => container.upgrades.of('form');
    publish(release('form', '1.0.1', shows('two')));
    await vi.waitFor(() => expect(upgrade()?.offer.get()).toEqual({ version: '1.0.1', state: 'asked' }));
    act(() => upgrade()?.postpone());
    expect(upgrade()?.offer.get()).toBeNull();
    publish(release('form', '1.0.2', shows('three'), { upgrade: 'ask' }));
    await vi.waitFor(() => expect(upgrade()?.offer.get()?.version).toBe('1.0.2'));
    expect(inWindow('form').getByText('one')).toBeTruthy();
    act(() => upgrade()?.accept());
    await inWindow('form').findByText('three');

    fireEvent.input(await inWindow('typed').findByRole('textbox'), { target: { value: 'x' } });
    publish(release('typed', '1.0.1', field('two')));
    await vi.waitFor(() => expect(container.upgrades.of('typed')?.offer.get()?.state).toBe('asked-typed'));
    act(() => container.dispose());
  });

  it('[R104] leaves a blocking portlet to the next page load, unless its release is taken back', async () => {
    const { publish, container } = startPage([release('form', '1.0.1', shows('one'), { upgrade: 'block' })]);
    await inWindow('form').findByText('one');
    publish(release('form', '1.0.2', shows('two')));
    await secondsLater();
    expect(inWindow('form').getByText('one')).toBeTruthy();
    publish(release('form', '1.0.0', shows('zero'), { upgrade: 'block' }));
    await inWindow('form').findByText('zero');
    act(() => container.dispose());
  });

  it('[R107] takes the style sheets of the release before away, and those of no other portlet', async () => {
    const link = (owner: string) => {
      const element = document.createElement('link');
      element.dataset.portletRelease = owner;
      document.head.append(element);
      return element;
    };
    const { publish, container } = startPage([
      release('form', '1.0.0', shows('one')),
      release('other', '1.0.0', shows('beside')),
    ]);
    await inWindow('form').findByText('one');
    // The other window's next release is loading all the while.
    publish(release('other', '2.0.0', shows('never'), {}, 'await new Promise(() => {});'));
    const [own, beside, loading] = [link('form@1.0.0'), link('other@1.0.0'), link('other@2.0.0')];
    publish(release('form', '1.0.1', shows('two')));
    await inWindow('form').findByText('two');
    expect([own.isConnected, beside.isConnected, loading.isConnected]).toEqual([false, true, true]);
    beside.remove();
    loading.remove();
    act(() => container.dispose());
  });

  it('[R106] keeps the old release when the new one cannot be loaded, and tries again', async () => {
    const { publish, container } = startPage([release('form', '1.0.0', shows('one'))]);
    await inWindow('form').findByText('one');
    const missing = { ...release('form', '1.0.1', shows('two')), entry: 'file:///nowhere/remoteEntry.mjs' };
    publish(missing);
    const log = () => container.get('form')?.log.get() ?? [];
    await vi.waitFor(() => expect(log().some(({ event }) => event === 'upgrade-failed')).toBe(true));
    expect(inWindow('form').getByText('one')).toBeTruthy();
    publish(release('form', '1.0.2', shows('three')));
    await inWindow('form').findByText('three');
    act(() => container.dispose());
  });

  it('[R106] takes a release back that fails as soon as it runs, with the state of before, and does not try it again', async () => {
    const { publish, container } = startPage([release('form', '1.0.0', counts('one'))]);
    fireEvent.click(await inWindow('form').findByText('one 0'));
    const broken = release('form', '1.0.1', `() => { throw new Error('boom'); }`);
    publish(broken);
    const log = () => container.get('form')?.log.get() ?? [];
    await vi.waitFor(() => expect(log().some(({ event }) => event === 'upgrade-undone')).toBe(true));
    await inWindow('form').findByText('one 1');
    publish({ ...broken });
    await secondsLater();
    expect(version(container)).toBe('1.0.0');
    publish(release('form', '1.0.2', counts('three')));
    await inWindow('form').findByText('three 1');
    act(() => container.dispose());
  });
});

type Container = ReturnType<typeof startContainer>['container'];
const version = (container: Container) => container.get('form')?.release.version;

/** Longer than a window that waits takes to look again. */
const secondsLater = () => act(() => new Promise((resolve) => setTimeout(resolve, 1_200)));

/** Tells when the code of a release has run. */
function hasLoaded(name: string) {
  Reflect.deleteProperty(globalThis, `loaded-${name}`);
  return {
    before: `globalThis['loaded-${name}'] = true;`,
    seen: () => vi.waitFor(() => expect(Reflect.get(globalThis, `loaded-${name}`)).toBe(true)),
  };
}
