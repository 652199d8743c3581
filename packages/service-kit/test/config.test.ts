import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, readConfig, serviceConfig } from '../src/index.ts';

const good = {
  YIMEN_PORT: '4201',
  YIMEN_PUBLIC_URL: 'http://localhost:4201/',
  YIMEN_DATABASE_URL: 'sqlite:/tmp/todo.db',
  YIMEN_ISSUER: 'http://localhost:4100',
  YIMEN_CLIENT_ID: 'todo',
  YIMEN_CLIENT_SECRET: 'a-long-client-secret',
  YIMEN_SECRET: Buffer.alloc(32, 7).toString('base64url'),
};

function mistakesOf(env: NodeJS.ProcessEnv, schema: z.ZodObject = serviceConfig): readonly string[] {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('reads, converts, fills defaults and freezes', () => {
    const config = readConfig(serviceConfig, good);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4201,
      publicUrl: 'http://localhost:4201',
      logLevel: 'info',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reports every mistake at once, by the name of the variable', () => {
    const mistakes = mistakesOf({
      YIMEN_PORT: '70000',
      YIMEN_PUBLIC_URL: 'localhost:4201',
      YIMEN_DATABASE_URL: 'mysql://x',
      YIMEN_CLIENT_ID: '',
      YIMEN_CLIENT_SECRET: 'short',
      YIMEN_SECRET: 'AAAA',
      YIMEN_LOG_LEVEL: 'loud',
    });
    expect(mistakes.map((mistake) => mistake.split(':')[0]).toSorted()).toEqual([
      'YIMEN_CLIENT_ID',
      'YIMEN_CLIENT_SECRET',
      'YIMEN_DATABASE_URL',
      'YIMEN_ISSUER',
      'YIMEN_LOG_LEVEL',
      'YIMEN_PORT',
      'YIMEN_PUBLIC_URL',
      'YIMEN_SECRET',
    ]);
    expect(mistakes).toContain('YIMEN_ISSUER: is not set');
    expect(mistakes).toContain('YIMEN_CLIENT_ID: is not set');
  });

  it('never repeats a value', () => {
    const secret = 'postgres-geheim';
    const mistakes = mistakesOf({
      ...good,
      YIMEN_DATABASE_URL: secret,
      YIMEN_CLIENT_SECRET: 'geheim',
      YIMEN_SECRET: secret,
    });
    expect(mistakes).toHaveLength(3);
    expect(mistakes.join('\n')).not.toContain('geheim');
  });

  it('takes a program’s own variables and rules over several', () => {
    const schema = serviceConfig.extend({ maxReleaseBytes: z.coerce.number().default(5) });
    expect(readConfig(schema, { ...good, YIMEN_MAX_RELEASE_BYTES: '7' }).maxReleaseBytes).toBe(7);
    const mistakes = mistakesOf({ ...good, YIMEN_MAX_RELEASE_BYTES: 'many' }, schema);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/^YIMEN_MAX_RELEASE_BYTES: /);
  });
});
