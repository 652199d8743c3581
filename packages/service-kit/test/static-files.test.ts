import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staticFiles } from '../src/index.ts';
import { jsonOf, send, serve } from './serve.ts';

const root = mkdtempSync(join(tmpdir(), 'yimen-static-'));
const dir = join(root, 'dist');
const script = `export const words = ${JSON.stringify(Array.from({ length: 400 }, (_, id) => `门 ${id}`))};\n`;
const page = `<!doctype html><title>一门</title>${'<p>portal</p>'.repeat(200)}`;

beforeAll(() => {
  mkdirSync(join(dir, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'geheim');
  writeFileSync(join(dir, 'index.html'), page);
  writeFileSync(join(dir, 'assets/app-B1x9_kQz.js'), script);
  writeFileSync(join(dir, 'assets/名称 a.css'), 'body{color:red}');
  writeFileSync(join(dir, 'assets/logo.png'), Buffer.alloc(4_000));
  writeFileSync(join(dir, 'built-12345678.js'), script);
  writeFileSync(join(dir, 'built-12345678.js.br'), brotliCompressSync('prebuilt'));
  writeFileSync(join(dir, 'archive.gz'), 'an archive of its own');
  symlinkSync(join(root, 'secret.txt'), join(dir, 'link.txt'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function start(o: Partial<Parameters<typeof staticFiles>[0]> = {}) {
  const files = staticFiles({ dir, ...o });
  await files.ready;
  return serve((app) => {
    app.use(files);
    app.use(async (ctx) => {
      if (ctx.path === '/api/things') ctx.body = { things: [] };
    });
  });
}

describe('staticFiles', () => {
  const name = '/assets/app-B1x9_kQz.js';

  it('sends the smallest coding that is accepted', async () => {
    const { url } = await start();
    const get = (accepted: string) => send(url + name, { headers: { 'accept-encoding': accepted } });
    const br = await get('gzip, deflate, br, zstd');
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).toString()).toBe(script);
    const gzip = await get('gzip;q=0.5, br;q=0');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(script);
    for (const none of ['', 'identity', 'br;q=0, gzip;q=0.0', '*;q=0']) {
      const plain = await get(none);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.body.toString()).toBe(script);
    }
    expect((await get('*')).headers['content-encoding']).toBe('br');
  });

  it('has the headers that caches need', async () => {
    const { url } = await start();
    const hashed = await send(url + name);
    expect(hashed.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'content-length': String(Buffer.byteLength(script)),
      'x-content-type-options': 'nosniff',
    });
    const html = await send(`${url}/index.html`);
    expect(html.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
    });
    const image = await send(`${url}/assets/logo.png`, { headers: { 'accept-encoding': 'br' } });
    expect(image.headers['content-encoding']).toBeUndefined();
  });

  it('answers 304 for its own strong ETag, one per coding', async () => {
    const { url } = await start();
    const get = (headers: Record<string, string>) => send(url + name, { headers });
    const br = await get({ 'accept-encoding': 'br' });
    const plain = await get({});
    expect(br.headers.etag).not.toBe(plain.headers.etag);
    expect(br.headers.etag).toMatch(/^"[\w-]+"$/);
    for (const tag of [`${br.headers.etag}`, `"other", W/${br.headers.etag}`, '*']) {
      const unchanged = await get({ 'accept-encoding': 'br', 'if-none-match': tag });
      expect([unchanged.status, unchanged.body.length]).toEqual([304, 0]);
      expect(unchanged.headers).toMatchObject({ etag: br.headers.etag, vary: 'accept-encoding' });
    }
    expect((await get({ 'accept-encoding': 'br', 'if-none-match': `${plain.headers.etag}` })).status).toBe(
      200,
    );
  });

  it('answers HEAD with the headers of GET', async () => {
    const { url } = await start();
    const head = await send(url + name, { method: 'HEAD' });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(script)));
  });

  it('uses codings that the build has made, and does not serve them as files', async () => {
    const { url } = await start();
    const answer = await send(`${url}/built-12345678.js`, { headers: { 'accept-encoding': 'br' } });
    expect(brotliDecompressSync(answer.body).toString()).toBe('prebuilt');
    expect((await send(`${url}/built-12345678.js.br`)).status).toBe(404);
    expect((await send(`${url}/archive.gz`)).body.toString()).toBe('an archive of its own');
  });

  it('finds names that need encoding, and the index of a folder', async () => {
    const { url } = await start();
    const css = await send(`${url}/assets/${encodeURIComponent('名称 a.css')}`);
    expect(css.body.toString()).toBe('body{color:red}');
    expect((await send(`${url}/`)).body.toString()).toBe(page);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%00',
    '/link.txt',
    '/%E0%A4%A',
    '/assets',
  ])('serves nothing for %s', async (path) => {
    const { url } = await start();
    const answer = await send(url + path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.toString()).not.toContain('geheim');
  });

  it('falls back to the page for navigations only', async () => {
    const { url } = await start({ fallback: 'index.html' });
    const get = (path: string, accept: string, method = 'GET') =>
      send(url + path, { method, headers: { accept } });
    const page2 = await get('/pages/home', 'text/html,*/*');
    expect([page2.status, page2.body.toString()]).toEqual([200, page]);
    expect((await get('/pages/home', '*/*')).status).toBe(404);
    expect((await get('/assets/gone-12345678.js', '*/*')).status).toBe(404);
    expect((await get('/pages/home', 'text/html', 'POST')).status).toBe(404);
    expect(jsonOf(await get('/api/things', 'text/html'))).toEqual({ things: [] });
  });

  it('refuses a folder that is not there or has no fallback', () => {
    expect(() => staticFiles({ dir: join(root, 'nothing') })).toThrow('ENOENT');
    expect(() => staticFiles({ dir, fallback: 'app.html' })).toThrow('app.html');
  });

  it('lets a program say what never changes', async () => {
    const { url } = await start({ immutable: (path) => path.endsWith('.png') });
    expect((await send(url + name)).headers['cache-control']).toBe('no-cache');
    expect((await send(`${url}/assets/logo.png`)).headers['cache-control']).toContain('immutable');
  });
});
