import { type IncomingHttpHeaders, request } from 'node:http';
import type Koa from 'koa';
import { expect, onTestFinished } from 'vitest';
import { createKoa, createLog, type KoaOptions, type Listening, type Log, listen } from '../src/index.ts';

/** A log that keeps its lines. */
export function keptLog(): { log: Log; lines: Record<string, unknown>[]; text: () => string } {
  const raw: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    raw.push(line);
    lines.push(JSON.parse(line));
  };
  return { log: createLog({ category: 'test', level: 'debug', write }), lines, text: () => raw.join('\n') };
}

/** A program on a free port for one test. */
export async function serve(
  build: (app: Koa) => void,
  options: Partial<KoaOptions> = {},
): Promise<Listening & ReturnType<typeof keptLog>> {
  const kept = keptLog();
  const app = createKoa({ name: 'test', log: kept.log, ...options });
  build(app);
  const listening = await listen({ app, host: '127.0.0.1', port: 0, log: kept.log, drainLimit: 500 });
  onTestFinished(() => listening.close());
  return { ...listening, ...kept };
}

/** The answer to a request, as it came over the wire. */
export type Raw = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Sends a request past fetch, which would unpack codings and forbid some headers. */
export function send(
  url: string,
  o: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: o.method ?? 'GET', headers: o.headers ?? {} }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(o.body);
  });
}

/** Body of an answer as JSON. */
export function jsonOf(answer: Raw): Record<string, unknown> {
  return JSON.parse(answer.body.toString());
}

/** Waits until an expectation holds, long enough for a busy machine. */
export function eventually<T>(read: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 15_000, interval: 20 });
}
