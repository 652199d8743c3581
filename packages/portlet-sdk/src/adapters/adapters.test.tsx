// @vitest-environment jsdom

import { act, cleanup, screen } from '@testing-library/react';
import { problem } from '@yimen/problem';
import { Component, type ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { definePortlet } from '../define-portlet.ts';
import { validateDescriptor } from '../descriptor/index.ts';
import { renderPortlet, sampleDescriptor } from '../testing/index.ts';
import type { AdapterContext } from './adapter-context.ts';
import { defineElement, type PortletElementClass } from './define-element.ts';
import { defineMount } from './define-mount.ts';
import type { Mount } from './run-mount.ts';

const mountDescriptor = () => sampleDescriptor({ adapter: 'mount' });
const elementDescriptor = (version = '1.0.0') => sampleDescriptor({ adapter: 'element', version });
const show = (mount: Mount, options: Parameters<typeof renderPortlet>[1] = {}) =>
  renderPortlet(defineMount({ descriptor: mountDescriptor(), modes: { view: async () => mount } }), options);

/** Stands where the window's boundary stands. */
class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override render() {
    return this.state.error ? <p>failed: {this.state.error.message}</p> : this.props.children;
  }
}
const contained = { wrapper: Boundary };

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('adapters', () => {
  it('[R120] are named by the descriptor, and code of another one is refused', () => {
    const modes = { view: async () => () => undefined };
    const View = { view: async () => () => null };
    expect(() => definePortlet({ descriptor: mountDescriptor(), modes: View })).toThrow(
      'the adapter "mount" is for defineMount, not definePortlet',
    );
    expect(() => defineMount({ descriptor: sampleDescriptor(), modes })).toThrow(TypeError);
    const undeclared = { descriptor: sampleDescriptor({ adapter: 'mount', modes: ['view'] }) };
    expect(() => defineMount({ ...undeclared, modes: { ...modes, help: modes.view } })).toThrow('help');
    const mistakes = (overrides: object) =>
      validateDescriptor({ ...sampleDescriptor(), ...overrides }).errors.map(({ pointer }) => pointer);
    expect(mistakes({ adapter: 'mount' })).toEqual([]);
    expect(mistakes({ adapter: 'vue' })).toEqual(['/adapter']);
    const frame = { address: 'https://old.example.org/page' };
    expect(mistakes({ adapter: 'frame', frame })).toEqual([]);
    expect(mistakes({ adapter: 'mount', frame })).toEqual(['/frame']);
    for (const address of [
      'http://old.example.org/',
      'javascript:alert(1)',
      'https://a:b@old.example.org/',
    ]) {
      expect(mistakes({ adapter: 'frame', frame: { address } })).toEqual(['/frame/address']);
    }
  });

  it('[R121] a mount draws, is told of changes once, and is taken back once', async () => {
    const calls: string[] = [];
    const view = await show((element, context) => {
      element.textContent = context.locale.get();
      return {
        update: () => {
          calls.push('update');
          element.textContent = context.locale.get();
        },
        unmount: () => calls.push('unmount'),
      };
    });
    expect(await view.findByText('zh-CN')).toBeTruthy();
    await act(async () => {
      view.setLocale('en-US');
      view.setTheme('dark');
    });
    expect(await view.findByText('en-US')).toBeTruthy();
    expect(calls).toEqual(['update']);
    view.unmount();
    expect(calls).toEqual(['update', 'unmount']);
  });

  it('[R121] what a mount registered ends with it: listeners, events, signal, undos, last first', async () => {
    const ran: string[] = [];
    let seen: AdapterContext | undefined;
    const view = await show((_element, context) => {
      seen = context;
      context.onDispose(() => ran.push('first'));
      context.onDispose(() => ran.push('forgotten'))();
      context.locale.subscribe(() => ran.push('locale'));
      context.events.subscribe('row.picked', () => ran.push('event'));
      context.onDispose(() => ran.push('last'));
    });
    await act(async () => view.setLocale('en-US'));
    view.deliver('row.picked', 'a');
    expect(seen?.signal.aborted).toBe(false);
    view.unmount();
    expect(seen?.signal.aborted).toBe(true);
    view.setLocale('zh-CN');
    expect(ran).toEqual(['locale', 'event', 'last', 'first']);
  });

  it('[R121] what throws in a mount, its promise, an update or a listener is its window’s failure', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const boom = (where: string): never => {
      throw new Error(`boom in ${where}`);
    };
    const failing: Record<string, Mount> = {
      mount: () => boom('mount'),
      promise: async () => boom('promise'),
      update: () => ({ update: () => boom('update') }),
      listener: (_element, context) => context.locale.subscribe(() => boom('listener')),
      fail: (_element, context) => context.fail(new Error('boom in fail')),
    };
    for (const [where, mount] of Object.entries(failing)) {
      const view = await show(mount, contained);
      await act(async () => view.setLocale('en-US'));
      expect(await view.findByText(`failed: boom in ${where}`)).toBeTruthy();
      view.unmount();
    }
  });

  it('[R122] a watched resource follows its sources and topics, keeps data, and tells problems', async () => {
    let states: string[] = [];
    let answers = 0;
    const view = await show(
      (_element, context) => {
        const items = context.resources.watch<{ n: number }>('items');
        const note = () => {
          const { data, problem: failure, isLoading } = items.get();
          states.push(`${data?.n ?? '-'}${isLoading ? ' loading' : ''}${failure ? ' problem' : ''}`);
        };
        items.subscribe(note);
        note();
      },
      {
        resources: {
          items: async () => {
            answers += 1;
            if (answers === 3) throw problem('service-unavailable');
            return { n: answers };
          },
        },
      },
    );
    await vi.waitFor(() => expect(states).toEqual(['- loading', '1']));
    const [topic = ''] = view.context.descriptor.resources?.items?.topics ?? [];
    states = [];
    await view.notify(topic);
    await vi.waitFor(() => expect(states.at(-1)).toBe('2'));
    await view.notify(topic);
    await vi.waitFor(() => expect(states.at(-1)).toBe('2 problem'));
    const before = answers;
    view.unmount();
    await view.notify(topic);
    expect(answers).toBe(before);
  });

  it('[R122] reads an undeclared resource for nobody, and marks the window busy on request', async () => {
    let seen: AdapterContext | undefined;
    const view = await show((_element, context) => {
      seen = context;
    });
    expect(() => seen?.resources.watch('colours')).toThrow(RangeError);
    seen?.setBusy(true);
    expect(view.context.queries.isFetching()).toBe(1);
    seen?.setBusy(false);
    await vi.waitFor(() => expect(view.context.queries.isFetching()).toBe(0));
    seen?.setBusy(true);
    view.unmount();
    expect(view.context.queries.isFetching()).toBe(0);
  });
});

describe('a custom element', () => {
  const greeting = (text: string, log: string[] = []): PortletElementClass =>
    class extends HTMLElement {
      context?: AdapterContext;
      connectedCallback() {
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        root.textContent = `${text} ${this.context?.windowId}`;
        log.push('connected');
      }
      disconnectedCallback() {
        log.push('disconnected');
      }
    };

  it('[R123] has its context before it is connected, and a name of its own per release', async () => {
    const log: string[] = [];
    const define = (version: string, text: string) =>
      defineElement({
        descriptor: elementDescriptor(version),
        modes: { view: async () => greeting(text, log) },
      });
    const one = await renderPortlet(define('1.0.0', 'one'), { windowId: 'a' });
    const two = await renderPortlet(define('1.1.0-rc.1', 'two'), { windowId: 'b' });
    const elements = screen.getAllByRole('region').map((window) => window.querySelector('div > *'));
    expect(elements.map((element) => element?.shadowRoot?.textContent)).toEqual(['one a', 'two b']);
    expect(elements.map((element) => element?.localName)).toEqual([
      'yimen-sample-1-0-0-1',
      'yimen-sample-1-1-0-rc-1-1',
    ]);
    one.unmount();
    two.unmount();
    expect(log).toEqual(['connected', 'connected', 'disconnected', 'disconnected']);
  });

  it('[R123] that throws when it is connected is its window’s failure', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    class Throwing extends HTMLElement {
      connectedCallback() {
        throw new Error('boom in connectedCallback');
      }
    }
    const portlet = defineElement({
      descriptor: elementDescriptor(),
      modes: { view: async () => Throwing },
    });
    const view = await renderPortlet(portlet, contained);
    expect(await view.findByText('failed: boom in connectedCallback')).toBeTruthy();
  });
});
