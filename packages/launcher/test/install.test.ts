import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '../bin');
const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-o', optional: true },
};

// The real launch.mjs in a checkout of its own, with an npm that only writes down that it was called.
describe('set-up before a command', () => {
  let root: string;
  const write = (path: string, content: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const launch = (env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [join(root, 'packages/launcher/bin/launch.mjs'), 'hello'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', npm_execpath: join(root, 'npm.cjs'), ...env },
    });
  const record = (packages: unknown) =>
    write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  const calls = () => (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8') : '');

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'yimen-checkout-'));
    cpSync(bin, join(root, 'packages/launcher/bin'), { recursive: true });
    write('packages/launcher/src/main.ts', 'console.log(process.argv[2] as string, process.version);');
    write('package-lock.json', JSON.stringify({ packages: wanted }));
    write(
      'npm.cjs',
      `const fs = require('node:fs');
       fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
       if (process.env.NPM_FAILS) process.exit(7);
       fs.mkdirSync('node_modules', { recursive: true });`,
    );
  });

  it('installs in a fresh checkout, runs the command on Node 24, and does not install again', () => {
    const first = launch();
    expect(first.stdout).toMatch(/hello v2[4-9]\./);
    expect(calls()).toBe('ci --no-audit --no-fund --loglevel=error\n');
    expect(launch().status).toBe(0);
    expect(calls().split('\n')).toHaveLength(2);
  });

  it('leaves node_modules alone when somebody installed the same by hand', () => {
    record({ 'node_modules/a': wanted['node_modules/a'] });
    expect(launch().status).toBe(0);
    expect(calls()).toBe('');
  });

  it.each([
    ['another version', { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } }],
    ['other content', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }],
    ['a missing package', {}],
  ])('installs again with %s', (_what, packages) => {
    record(packages);
    expect(launch().status).toBe(0);
    expect(calls()).toContain('ci ');
  });

  it('installs again when the lock file changes', () => {
    launch();
    write(
      'package-lock.json',
      JSON.stringify({ packages: { ...wanted, 'node_modules/b': { version: '1.0.0' } } }),
    );
    launch();
    expect(calls().trim().split('\n')).toHaveLength(2);
  });

  it('says what to do when installing fails, in Chinese and English', () => {
    const failed = launch({ NPM_FAILS: '1' });
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('依赖安装失败');
    expect(failed.stderr).toContain('Installing failed');
    expect(failed.stdout).not.toContain('hello');
  });
});
