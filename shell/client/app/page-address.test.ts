// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createNavigator } from './navigator.ts';
import { formatAddress, parseAddress } from './page-address.ts';

describe('the address of a page', () => {
  it('reads public and private render parameters, modes and the maximized window', () => {
    const address = parseAddress(
      '/pages/home',
      '?unit=edu&w.todo-1.page=2&w.todo-1.a.b=c&mode.todo-1=edit&max=todo-1',
    );
    expect(address.screen).toEqual({ kind: 'page', slug: 'home' });
    expect(address.state).toEqual({
      parameters: { unit: 'edu' },
      windows: { 'todo-1': { parameters: { page: '2', 'a.b': 'c' }, mode: 'edit' } },
      maximized: 'todo-1',
    });
  });

  it.each([
    '/',
    '/pages/home',
    '/pages/home?unit=edu',
    '/pages/a%20b?unit=%E6%95%99%E8%82%B2&w.w1.q=1+%262&max=w1',
    '/pages/home?mode.w1=help',
    '/pages/home?dev=todo%3Dhttp%3A%2F%2Flocalhost%3A5301%2FremoteEntry.js',
    '/pages/home?unit=edu&safe=1',
    '/pages/home?only=todo%2Capps',
    '/compose',
    '/compose/p1',
  ])('writes %s as it was read', (text) => {
    const [pathname = '', query] = text.split('?');
    expect(formatAddress(parseAddress(pathname, query ? `?${query}` : ''))).toBe(text);
  });

  it('reads an unknown mode as view, and broken names as parameters of nobody', () => {
    const { state } = parseAddress('/', '?mode.w1=fly&w.w1=x&w..y=1');
    expect(state.windows).toEqual({ w1: { parameters: {}, mode: 'view' } });
    expect(state.parameters).toEqual({ 'w.w1': 'x', 'w..y': '1' });
  });
});

describe('the navigator', () => {
  beforeEach(() => window.history.replaceState(null, '', '/pages/home?unit=edu'));
  const back = () =>
    new Promise((resolve) => {
      window.addEventListener('popstate', () => setTimeout(resolve), { once: true });
      window.history.back();
    });

  it('puts render state into the address, and going back restores it', async () => {
    const { renderState, dispose } = createNavigator(window);
    let changes = 0;
    renderState.subscribe(() => {
      changes += 1;
    });
    renderState.setParameters({ windowId: 'w1', shared: { unit: 'health' }, own: { page: '2' } });
    renderState.setMaximized('w1');
    expect(window.location.search).toBe('?unit=health&w.w1.page=2&max=w1');
    await back();
    expect(renderState.get().maximized).toBeNull();
    await back();
    expect(renderState.get().parameters).toEqual({ unit: 'edu' });
    expect(changes).toBe(4);
    dispose();
  });

  it('adds no step to the history when it is told to replace, and takes parameters away', () => {
    const { renderState, dispose } = createNavigator(window);
    const { length } = window.history;
    renderState.setParameters({ windowId: 'w1', shared: { unit: null }, own: {} }, { replace: true });
    expect(window.history.length).toBe(length);
    expect(window.location.search).toBe('');
    dispose();
  });

  it('keeps the person on a screen that she does not want to leave', () => {
    const navigator = createNavigator(window);
    const release = navigator.guard(() => false);
    navigator.open({ kind: 'page', slug: 'other' });
    expect(window.location.pathname).toBe('/pages/home');
    release();
    navigator.open({ kind: 'page', slug: 'other' }, { unit: 'edu' });
    expect(window.location.pathname + window.location.search).toBe('/pages/other?unit=edu');
    navigator.dispose();
  });

  it('asks before a step back is taken, and takes it when the person agrees', async () => {
    window.history.replaceState(null, '', '/pages/first');
    const navigator = createNavigator(window);
    navigator.open({ kind: 'page', slug: 'second' });
    const answers: ((mayLeave: boolean) => void)[] = [];
    const release = navigator.guard(() => new Promise((resolve) => answers.push(resolve)));
    const where = () => [navigator.screen.get(), window.location.pathname];
    const second = [{ kind: 'page', slug: 'second' }, '/pages/second'];
    await back();
    expect(where()).toEqual(second);
    answers[0]?.(false);
    await Promise.resolve();
    expect(where()).toEqual(second);
    await back();
    expect(where()).toEqual(second);
    answers[1]?.(true);
    await vi.waitFor(() => expect(where()).toEqual([{ kind: 'page', slug: 'first' }, '/pages/first']));
    expect(answers).toHaveLength(2);
    release();
    navigator.dispose();
  });
});
