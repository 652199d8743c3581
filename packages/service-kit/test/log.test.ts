import { describe, expect, it } from 'vitest';
import { createLog } from '../src/index.ts';
import { keptLog } from './serve.ts';

const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('createLog', () => {
  it('writes one JSON line per event with time, level and category', () => {
    const lines: string[] = [];
    const log = createLog({ category: 'todo', clock: () => 0, write: (line) => lines.push(line) });
    log.info('todo-pushed', { id: 't1', count: 2 });
    log.child({ category: 'store', requestId: 'r1' }).warn('slow', { milliseconds: 12 });
    expect(lines).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","level":"info","category":"todo","event":"todo-pushed","id":"t1","count":2}',
      '{"time":"1970-01-01T00:00:00.000Z","level":"warn","category":"store","event":"slow","requestId":"r1","milliseconds":12}',
    ]);
  });

  it('leaves out what is below its level', () => {
    const lines: string[] = [];
    const log = createLog({ category: 'x', level: 'warn', write: (line) => lines.push(line) });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['c', 'd']);
  });

  it('keeps secrets out, by name and by form, at any depth', () => {
    const { log, text } = keptLog();
    log.info('everything', {
      accessToken: 'geheim-1',
      client_secret: 'geheim-2',
      headers: { cookie: 'geheim-3', authorization: 'Bearer geheim-4', 'set-cookie': ['geheim-5'] },
      nested: [{ password: 'geheim-6' }],
      code: 'geheim-7',
      url: `https://x/callback?code=geheim-8&state=geheim-9&page=2`,
      note: `failed with ${jwt} and Bearer geheim-10`,
      error: new Error(`bad ${jwt}`, { cause: Object.assign(new Error('x'), { refreshToken: 'geheim-11' }) }),
      map: new Map([['a', { codeVerifier: 'geheim-12' }]]),
    });
    expect(text()).not.toMatch(/geheim/);
    expect(text()).not.toContain('eyJ');
    expect(text()).toContain('page=2');
  });

  it('keeps what only sounds like a secret', () => {
    const { log, lines } = keptLog();
    log.info('x', {
      tokenCount: 3,
      tokenType: 'Bearer',
      isToken: true,
      error: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    });
    expect(lines[0]).toMatchObject({
      tokenCount: 3,
      tokenType: 'Bearer',
      isToken: true,
      error: { code: 'ECONNREFUSED' },
    });
  });

  it('writes whatever it is given', () => {
    const { log, lines } = keptLog();
    const cycle: Record<string, unknown> = { a: 1 };
    cycle.self = cycle;
    const deep = { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } };
    log.info('odd', {
      cycle,
      deep,
      big: 10n,
      f: () => 1,
      bytes: Buffer.alloc(3),
      when: new Date(0),
      bad: new Date(Number.NaN),
    });
    expect(lines[0]).toMatchObject({
      cycle: { a: 1, self: '[circular]' },
      big: '10',
      bytes: '[3 bytes]',
      when: '1970-01-01T00:00:00.000Z',
      bad: null,
    });
  });

  it('cannot be made to write a second line or another event', () => {
    const { log, lines } = keptLog();
    log.info('real', {
      text: 'a\n{"event":"forged"}',
      event: 'forged',
      level: 'debug',
      time: 'x',
      category: 'y',
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ event: 'real', level: 'info', category: 'test' });
  });
});
