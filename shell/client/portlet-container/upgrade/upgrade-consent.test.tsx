// @vitest-environment jsdom

import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { PortletDescriptor } from '@yimen/portlet-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ContainerFolder, createContainerFolder } from '../../test/fixture-container.ts';
import { startContainer } from '../../test/test-container.tsx';
import { testDescriptor } from '../../test/test-descriptor.ts';
import { testRelease, testWindow } from '../../test/test-page.ts';
import type { ContainerPorts } from '../container-ports.ts';
import { createWindowUpgrade } from './window-upgrade.ts';

let folder: ContainerFolder;
let files = 0;

function release(version: string, view: string, descriptor: Partial<PortletDescriptor> = {}) {
  files += 1;
  const entry = folder.write(`consent-${files}`, view);
  return testRelease('form', {
    version,
    entry,
    descriptor: testDescriptor('form', { version, ...descriptor }),
  });
}
const shows = (text: string) => `() => React.createElement('b', null, ${JSON.stringify(text)})`;
const withFrame = (text: string) =>
  `() => React.createElement('div', null, ${JSON.stringify(text)}, React.createElement('iframe', { title: 'inner' }))`;
const withField = (text: string) =>
  `() => React.createElement('label', null, ${JSON.stringify(text)}, React.createElement('input'))`;

/** A page with one window; `publish` gives it another release. */
function startPage(first: ReturnType<typeof release>, more: Partial<ContainerPorts> = {}) {
  const page = startContainer(undefined, more);
  page.show([testWindow('form')], [first]);
  const publish = (next: ReturnType<typeof release>) =>
    act(() => page.container.sync([testWindow('form')], { form: next }));
  const upgrade = () => page.container.upgrades.of('form');
  const offer = () => upgrade()?.offer.get()?.state;
  return { ...page, publish, upgrade, offer, version: () => page.container.get('form')?.release.version };
}
const inWindow = () => within(screen.getByRole('region', { name: 'form' }));
const look = <T,>(check: () => T) => act(() => vi.waitFor(check, { timeout: 4_000 }));
/** Longer than a window that waits takes to look again. */
const secondsLater = () => act(() => new Promise((resolve) => setTimeout(resolve, 1_200)));

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

describe('consent to another release', () => {
  it('[R103][R104] is waited for while a frame has the focus, and asked once somebody may have typed in it', async () => {
    const { publish, offer, version, upgrade, container } = startPage(release('1.0.0', withFrame('one')));
    await inWindow().findByText('one');
    const isFocused = vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    act(() => inWindow().getByTitle('inner').focus());
    publish(release('1.0.1', shows('two')));
    await secondsLater();
    expect([version(), offer()]).toEqual(['1.0.0', undefined]);
    // She has gone to another program; what she typed is still there.
    isFocused.mockReturnValue(false);
    await look(() => expect(offer()).toBe('asked-typed'));
    expect(version()).toBe('1.0.0');
    act(() => upgrade()?.accept());
    await inWindow().findByText('two');
    act(() => container.dispose());
  });

  it('[R103] is waited for while somebody types within a shadow root', async () => {
    customElements.define(
      'typing-place',
      class extends HTMLElement {
        connectedCallback() {
          if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).append(document.createElement('input'));
        }
      },
    );
    const element = `() => React.createElement('typing-place', { 'data-testid': 'host' })`;
    const { publish, version, container } = startPage(release('1.0.0', element));
    const host = await inWindow().findByTestId('host');
    const field = host.shadowRoot?.querySelector('input');
    act(() => field?.focus());
    if (field) fireEvent.keyDown(field, { key: 'a', composed: true });
    publish(release('1.0.1', shows('two')));
    await secondsLater();
    expect(version()).toBe('1.0.0');
    act(() => field?.blur());
    await inWindow().findByText('two', undefined, { timeout: 3_000 });
    act(() => container.dispose());
  });

  it('[R104] to an update is none to the loss of what was typed afterwards', async () => {
    const { publish, offer, upgrade, version, container } = startPage(
      release('1.0.0', withField('one'), { upgrade: 'ask' }),
    );
    const field = await inWindow().findByRole('textbox');
    publish(release('1.0.1', shows('two')));
    await look(() => expect(offer()).toBe('asked'));
    act(() => field.focus());
    fireEvent.keyDown(field, { key: 'a' });
    act(() => upgrade()?.accept());
    expect(offer()).toBe('waiting');
    fireEvent.input(field, { target: { value: 'a' } });
    act(() => field.blur());
    await look(() => expect(offer()).toBe('asked-typed'));
    expect(version()).toBe('1.0.0');
    act(() => upgrade()?.accept());
    await inWindow().findByText('two');
    act(() => container.dispose());
  });

  it('[R103] says why it waits: for unsaved work, or for something else', async () => {
    const view = `() => { sdk.useUnsavedWork(true); return React.createElement('b', null, 'one'); }`;
    const { publish, offer, upgrade, navigator, container } = startPage(
      release('1.0.0', shows('zero'), { upgrade: 'ask' }),
    );
    await inWindow().findByText('zero');
    publish(release('1.0.1', view, { upgrade: 'ask' }));
    await look(() => expect(offer()).toBe('asked'));
    act(() => navigator.renderState.setMode('form', 'edit'));
    act(() => upgrade()?.accept());
    expect(offer()).toBe('waiting');
    act(() => navigator.renderState.setMode('form', 'view'));
    await inWindow().findByText('one', undefined, { timeout: 3_000 });
    publish(release('1.0.2', shows('two'), { upgrade: 'ask' }));
    await secondsLater();
    expect(offer()).toBeUndefined();
    act(() => upgrade()?.accept());
    expect(offer()).toBe('waiting-unsaved');
    act(() => container.dispose());
  });

  it('[R116] is not that of safe mode: a window that was started by hand goes on with another release', async () => {
    const { publish, container } = startPage(release('1.0.0', shows('one')), { mayStart: () => false });
    fireEvent.click(await inWindow().findByRole('button'));
    await inWindow().findByText('one');
    publish(release('1.0.1', shows('two')));
    await inWindow().findByText('two');
    act(() => container.dispose());
    cleanup();
    const waits = startPage(release('1.0.0', shows('one')), { mayStart: () => false });
    await inWindow().findByText(/portlet-not-started/);
    waits.publish(release('1.0.1', shows('two')));
    await inWindow().findByText(/portlet-not-started/);
    expect(waits.version()).toBe('1.0.1');
    act(() => waits.container.dispose());
  });

  it('[R106] is tried again for as long as the page is open', async () => {
    const { container } = startPage(release('1.0.0', shows('one')));
    await inWindow().findByText('one');
    let attempts = 0;
    const upgrade = createWindowUpgrade({
      ...{ current: () => container.get('form'), mode: () => 'view' },
      ...{ isSuspect: () => false, isInUse: () => false, hasTyped: () => false, upgraded: () => undefined },
      async preload() {
        attempts += 1;
        throw new Error('the server restarts');
      },
      replace() {
        throw new Error('it was never loaded');
      },
    });
    vi.useFakeTimers();
    upgrade.consider(release('1.0.1', shows('two')));
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    // After 5, 10, 20, 40, 80 and 160 seconds, and then every five minutes.
    expect(attempts).toBe(1 + 6 + Math.floor((7_200 - 315) / 300));
    const failures = container
      .get('form')
      ?.log.get()
      .filter(({ event }) => event === 'upgrade-failed');
    expect(failures).toHaveLength(5);
    upgrade.end();
    act(() => container.dispose());
  });
});
