import { problem } from '@yimen/problem';
import type { NewDevice } from '@yimen/shell-contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createNotices } from '../app/notice-store.ts';
import { showNewDevices } from './show-new-devices.ts';

const device = (id: string): NewDevice => ({
  id,
  at: Date.UTC(2026, 10, 24, 8),
  address: '10.0.0.7',
  device: { 'zh-CN': '微信 8 · Android 14', 'en-US': 'WeChat 8 · Android 14' },
});

let answer: () => Response;
beforeEach(() => vi.stubGlobal('fetch', async () => answer()));
afterEach(() => vi.unstubAllGlobals());

function setUp(locale: 'zh-CN' | 'en-US' = 'zh-CN') {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const openAccount = vi.fn();
  const show = async () => {
    const notices = createNotices();
    await showNewDevices({ notices, locale: { get: () => locale }, storage, openAccount });
    return notices.store.getState().notices;
  };
  return { show, storage, openAccount };
}

it('tells of each new device once, until there is another one', async () => {
  answer = () => Response.json({ newDevices: [device('a')] });
  const { show, openAccount } = setUp();
  const [notice, ...more] = await show();
  expect(more).toEqual([]);
  expect(notice?.text).toMatch(/新设备上登录过.*微信 8 · Android 14.*10\.0\.0\.7/);
  notice?.action?.run();
  expect(openAccount).toHaveBeenCalledOnce();
  expect(await show()).toEqual([]);
  answer = () => Response.json({ newDevices: [device('b'), device('a')] });
  expect(await show()).toHaveLength(1);
});

it('speaks English too', async () => {
  answer = () => Response.json({ newDevices: [device('a')] });
  const [notice] = await setUp('en-US').show();
  expect(notice?.text).toContain('signed in on a new device');
  expect(notice?.text).toContain('WeChat 8');
});

it('disturbs nobody when the provider cannot be asked, or the browser keeps nothing', async () => {
  answer = () => Response.json(problem('service-unavailable').problem, { status: 503 });
  const { show, storage } = setUp();
  expect(await show()).toEqual([]);
  storage.setItem('yimen-new-devices-shown', '{broken');
  storage.setItem = () => {
    throw new Error('full');
  };
  answer = () => Response.json({ newDevices: [device('a')] });
  expect(await show()).toHaveLength(1);
});
