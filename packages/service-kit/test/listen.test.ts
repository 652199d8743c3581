import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createKoa, listen } from '../src/index.ts';
import { eventually, keptLog, send } from './serve.ts';

async function start(o: { onDrain?: () => void; drainLimit?: number } = {}) {
  const kept = keptLog();
  const steps: string[] = [];
  const app = createKoa({ name: 'test', log: kept.log });
  app.use(async (ctx) => {
    steps.push(`begun ${ctx.path}`);
    if (ctx.path === '/stream') {
      ctx.respond = false;
      ctx.res.writeHead(200, { 'content-type': 'text/event-stream' });
      ctx.res.write('data: 1\n\n');
      return;
    }
    if (ctx.path === '/slow') await delay(150);
    steps.push(`answered ${ctx.path}`);
    ctx.body = 'done';
  });
  const onClose = async () => void steps.push('closed');
  const listening = await listen({
    app,
    host: '127.0.0.1',
    port: 0,
    log: kept.log,
    onClose,
    drainLimit: 3_000,
    ...o,
  });
  return { ...listening, ...kept, steps };
}

describe('listen', () => {
  it('finishes what has begun, refuses what comes later, closes last and once', async () => {
    const { url, close, steps } = await start();
    const slow = send(`${url}/slow`);
    await eventually(() => steps).toContain('begun /slow');
    const closing = [close(), close()];
    await delay(20);
    await expect(send(url)).rejects.toThrow('ECONNREFUSED');
    expect((await slow).body.toString()).toBe('done');
    await Promise.all(closing);
    expect(steps).toEqual(['begun /slow', 'answered /slow', 'closed']);
  });

  it('does not wait for connections that are only kept alive', async () => {
    const { url, close, lines } = await start();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      const outgoing = request(url, { agent }, (incoming) => incoming.resume().on('end', resolve));
      outgoing.on('error', reject);
      outgoing.end();
    });
    await close();
    expect(lines.at(-1)).toMatchObject({ event: 'closed', cut: false });
    agent.destroy();
  });

  it('lets streams be ended when draining begins', async () => {
    const ends: (() => void)[] = [];
    const { url, close, lines } = await start({ onDrain: () => ends.at(0)?.() });
    const stream = new Promise((resolve, reject) => {
      const outgoing = request(`${url}/stream`, (incoming) => {
        incoming.once('data', () => ends.push(() => outgoing.destroy()));
        incoming.on('close', resolve);
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
    await eventually(() => ends.length).toBe(1);
    await close();
    await stream;
    expect(lines.find((line) => line.event === 'closed')).toMatchObject({ cut: false });
  });

  it('cuts what does not end, and still closes', async () => {
    const { url, close, steps, lines } = await start({ drainLimit: 50 });
    const stream = send(`${url}/stream`);
    const cut = expect(stream).rejects.toThrow();
    await eventually(() => steps).toContain('begun /stream');
    await close();
    await cut;
    expect(steps).toEqual(['begun /stream', 'closed']);
    expect(lines.find((line) => line.event === 'closed')).toMatchObject({ cut: true });
  });

  it('closes even when draining fails', async () => {
    const onDrain = () => {
      throw new Error('streams');
    };
    const { close, steps, lines } = await start({ onDrain });
    await close();
    expect(steps).toEqual(['closed']);
    expect(lines.map((line) => line.event)).toContain('drain-failed');
  });

  it('is no longer ready while it drains', async () => {
    const { url, close, steps } = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const outgoing = request(url + path, { agent }, (incoming) => {
          incoming.resume().on('end', () => resolve(incoming.statusCode ?? 0));
        });
        outgoing.on('error', reject);
        outgoing.end();
      });
    expect(await get('/readyz')).toBe(200);
    const slow = get('/slow');
    // Waits for the same connection, which is still open when draining has begun.
    const ready = get('/readyz').catch(() => 503);
    await eventually(() => steps).toContain('begun /slow');
    const closing = close();
    expect([await slow, await ready]).toEqual([200, 503]);
    agent.destroy();
    await closing;
  });

  it('fails when the port is taken', async () => {
    const { port, close, log } = await start();
    const app = createKoa({ name: 'second', log });
    await expect(listen({ app, host: '127.0.0.1', port, log })).rejects.toThrow('EADDRINUSE');
    await close();
  });
});
