// @vitest-environment jsdom

import type { Locale } from '@yimen/portlet-sdk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { observableValue } from '../../portlet-container/observable.ts';
import { startContainer } from '../../test/test-container.tsx';
import { createConfirmations } from '../confirm-store.ts';
import { createNotices } from '../notice-store.ts';
import { followUpgrades } from './follow-upgrades.ts';

function start() {
  const { container, navigator } = startContainer();
  const count = observableValue(0);
  const isUnsaved = observableValue(false);
  const notices = createNotices();
  const confirmations = createConfirmations();
  const counted = { ...container, upgrades: { ...container.upgrades, count }, isUnsaved: isUnsaved.get };
  followUpgrades(
    { container: counted, navigator, notices, confirmations, locale: observableValue<Locale>('zh-CN') },
    window,
  );
  const shown = () => notices.store.getState().notices;
  const upgrade = (times: number) => {
    for (let time = 0; time < times; time++) count.set(count.get() + 1);
  };
  return { navigator, isUnsaved, shown, upgrade, confirmations };
}

afterEach(() => {
  vi.restoreAllMocks();
  window.history.replaceState(null, '', '/');
});

describe('a page that stays open', () => {
  it('[R108] offers to be loaded again after 50 upgrades, and again after 50 more, in one notice', () => {
    const { shown, upgrade } = start();
    upgrade(49);
    expect(shown()).toEqual([]);
    upgrade(1);
    expect(shown()).toMatchObject([{ text: expect.stringContaining('50'), action: { label: '重新加载' } }]);
    upgrade(50);
    expect(shown()).toMatchObject([{ text: expect.stringContaining('100') }]);
  });

  it('[R103] asks before unsaved work is left, within the shell and when the tab goes', async () => {
    const { navigator, isUnsaved, confirmations } = start();
    const asked = () => confirmations.store.getState().question?.text;
    const unload = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(unload()).toBe(false);
    navigator.open({ kind: 'page', slug: 'first' });
    expect(navigator.screen.get()).toMatchObject({ slug: 'first' });
    isUnsaved.set(true);
    expect(unload()).toBe(true);
    navigator.open({ kind: 'page', slug: 'other' });
    expect(asked()).toContain('未保存');
    expect(navigator.screen.get()).toMatchObject({ slug: 'first' });
    confirmations.answer(false);
    expect(asked()).toBeUndefined();
    navigator.open({ kind: 'page', slug: 'other' });
    confirmations.answer(true);
    await vi.waitFor(() => expect(navigator.screen.get()).toMatchObject({ slug: 'other' }));
    expect(window.location.pathname).toBe('/pages/other');
  });
});
