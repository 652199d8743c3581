import { describe, expect, it } from 'vitest';
import { requireSameSite } from '../src/index.ts';
import { jsonOf, send, serve } from './serve.ts';

const header = { 'x-yimen-request': '1' };

async function start(publicUrl?: string) {
  return serve((app) => {
    app.use(requireSameSite(publicUrl === undefined ? {} : { publicUrl }));
    app.use((ctx) => {
      ctx.body = {};
    });
  });
}

describe('requireSameSite', () => {
  it('lets reading pass', async () => {
    const { url } = await start();
    for (const method of ['GET', 'HEAD']) {
      expect((await send(url, { method, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200);
    }
  });

  it('lets our own pages change things', async () => {
    const { url } = await start();
    expect(
      (await send(url, { method: 'POST', headers: { ...header, 'sec-fetch-site': 'same-origin' } })).status,
    ).toBe(200);
    expect((await send(url, { method: 'DELETE', headers: { ...header, origin: url } })).status).toBe(200);
  });

  it.each([
    ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    [
      'a script of another site',
      { ...header, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    ],
    [
      'another port of this machine',
      { ...header, 'sec-fetch-site': 'same-site', origin: 'http://localhost:4211' },
    ],
    ['an old browser on another site', { ...header, origin: 'https://evil.example' }],
    ['a sandboxed frame', { ...header, origin: 'null' }],
    ['no browser at all', { ...header }],
    ['our own page without the header', { 'sec-fetch-site': 'same-origin' }],
    ['a typed address', { ...header, 'sec-fetch-site': 'none' }],
  ])('refuses %s', async (_who, headers) => {
    const { url } = await start();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await send(url, { method, headers: { ...headers } });
      expect([answer.status, jsonOf(answer).type]).toEqual([403, 'urn:yimen:problem:cross-site-request']);
    }
  });

  it('knows its address behind a proxy', async () => {
    const { url } = await start('https://portal.example/');
    const from = (origin: string) => send(url, { method: 'POST', headers: { ...header, origin } });
    expect((await from('https://portal.example')).status).toBe(200);
    expect((await from(url)).status).toBe(403);
  });
});
