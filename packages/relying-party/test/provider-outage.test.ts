import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';
import { createTestBrowser } from '../src/testing/test-browser.ts';
import { startScene } from './harness/scene.ts';

describe.each(testDatabases())('a provider that comes later on $name', (database) => {
  it('starts without it, says so on a page, and signs in once it is there and after it restarted', async () => {
    const scene = await startScene(await database.url(), { startProvider: false });
    const browser = createTestBrowser({ username: 'patient' });
    const early = await browser.visit(`${scene.app.url}/pages/x`);
    expect([early.status, early.body.includes('统一认证服务暂时不可用')]).toEqual([503, true]);
    await scene.provider.start();
    expect((await browser.visit(`${scene.app.url}/pages/x`)).status).toBe(200);
    await scene.provider.stop();
    // Signed-in people do not notice, and nobody else is let in.
    expect((await browser.visit(`${scene.app.url}/pages/x`)).status).toBe(200);
    await scene.provider.start();
    const other = createTestBrowser({ username: 'after' });
    expect((await other.visit(`${scene.app.url}/pages/x`)).status).toBe(200);
    await scene.close();
  });

  it('shows a page when it goes away between redirect and callback, and begins again later', async () => {
    const scene = await startScene(await database.url());
    const browser = createTestBrowser({ username: 'gap' });
    const stop = await browser.visit(`${scene.app.url}/pages/x`, (url) => url.pathname === '/auth/callback');
    await scene.provider.stop();
    const page = await browser.send(stop.url);
    expect([page.status, page.body.includes('/auth/sign-in?return_to=%2Fpages%2Fx')]).toEqual([503, true]);
    await scene.provider.start();
    expect((await browser.visit(`${scene.app.url}/auth/sign-in?return_to=/pages/x`)).status).toBe(200);
    await scene.close();
  });
});
