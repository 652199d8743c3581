import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './harness/portal.ts';

const run = promisify(execFile);
const [database] = testDatabases();
const work = mkdtempSync(join(tmpdir(), 'yimen-npm-'));
const folder = join(work, 'offered');

/** A release of one package, as `packages/npm-packages` writes it. */
async function offer(version: string, code: string): Promise<string> {
  const source = join(work, `hello-${version}`);
  const release = join(folder, version);
  for (const path of [source, release]) mkdirSync(path, { recursive: true });
  const manifest = { name: '@yimen/hello', version, type: 'module', main: 'index.js' };
  writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(source, 'index.js'), code);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', release], { cwd: source });
  const [{ filename, integrity, shasum, unpackedSize, entryCount }] = Object.values(JSON.parse(stdout)) as [
    Record<string, unknown>,
  ];
  const one = {
    ...{ name: manifest.name, version, file: filename, integrity, shasum, unpackedSize },
    manifest,
  };
  const described = { version, packages: [{ ...one, fileCount: entryCount }] };
  writeFileSync(join(release, 'packages.json'), JSON.stringify(described));
  writeFileSync(join(folder, 'latest.json'), JSON.stringify({ version }));
  return join(release, String(filename));
}

/** npm of somebody who has nothing: no home, no cache, no settings but the project's. */
async function install(name: string, npmrc: string, dependencies: Record<string, string>) {
  const project = join(work, name);
  mkdirSync(join(project, 'home'), { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name, type: 'module', dependencies }));
  writeFileSync(join(project, '.npmrc'), npmrc);
  const env = { PATH: process.env.PATH, HOME: join(project, 'home') };
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--fetch-retries',
    '0',
    '--cache',
    join(project, 'cache'),
  ];
  await run('npm', args, { cwd: project, env });
  return {
    code: () => readFileSync(join(project, 'node_modules/@yimen/hello/index.js'), 'utf8'),
    locked: () => JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages,
  };
}

describe('[R159] the npm registry of the portal', () => {
  let portal: TestPortal;
  let archive: string;
  beforeAll(async () => {
    archive = await offer('0.1.0-r1', 'export const said = "first";\n');
    portal = await startPortal((await database?.url()) ?? '', { npmPackages: folder });
  });
  afterAll(async () => {
    await portal.close();
    rmSync(work, { recursive: true, force: true });
  });
  const get = (path: string, init?: RequestInit) => fetch(`${portal.url}${path}`, init);

  it('is what npm installs from, for one scope, without an account', async () => {
    const npmrc = `@yimen:registry=${portal.url}/npm/\n`;
    const project = await install('first', npmrc, { '@yimen/hello': 'latest' });
    expect(project.code()).toContain('first');
    expect(project.locked()['node_modules/@yimen/hello']).toMatchObject({
      version: '0.1.0-r1',
      integrity: expect.stringMatching(/^sha512-/),
    });
  });

  it('offers a release that is added while it runs, and those before it as they were', async () => {
    const before = Buffer.from(
      await (await get('/npm/@yimen/hello/-/yimen-hello-0.1.0-r1.tgz')).arrayBuffer(),
    );
    await offer('0.1.0-r2', 'export const said = "second";\n');
    const npmrc = `@yimen:registry=${portal.url}/npm/\n`;
    expect((await install('newest', npmrc, { '@yimen/hello': 'latest' })).code()).toContain('second');
    expect((await install('pinned', npmrc, { '@yimen/hello': '0.1.0-r1' })).code()).toContain('first');
    const after = await get('/npm/@yimen%2fhello/-/yimen-hello-0.1.0-r1.tgz');
    expect(after.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await after.arrayBuffer()).equals(before)).toBe(true);
    const again = await get('/npm/@yimen/hello/-/yimen-hello-0.1.0-r1.tgz', {
      headers: { 'if-none-match': after.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('lists what there is, and says how to begin', async () => {
    const { packages, start } = (await (await get('/npm/')).json()) as {
      packages: Record<string, string>;
      start: string;
    };
    expect(packages).toEqual({ '@yimen/hello': '0.1.0-r2' });
    expect(start).toContain(`--registry ${portal.url}/npm/`);
  });

  it('has nothing else, and takes nothing', async () => {
    for (const path of [
      '/npm/react',
      '/npm/@yimen/hello/-/other-1.0.0.tgz',
      '/npm/%',
      '/npm/..%2f..%2fapp.ts',
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    for (const path of [
      '%2e%2e/latest.json',
      '@yimen/hello/-/..%2fpackages.json',
      '@yimen/hello/-/packages.json',
    ]) {
      expect((await get(`/npm/${path}`)).status).toBe(404);
    }
    const put = await get('/npm/@yimen%2fhello', { method: 'PUT', body: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('cannot give npm a changed archive unnoticed', async () => {
    const bytes = readFileSync(archive);
    writeFileSync(archive, Buffer.concat([bytes, Buffer.from([0])]));
    try {
      const npmrc = `@yimen:registry=${portal.url}/npm/\n`;
      await expect(install('flipped', npmrc, { '@yimen/hello': '0.1.0-r1' })).rejects.toThrow('EINTEGRITY');
    } finally {
      writeFileSync(archive, bytes);
    }
  });

  it('of a portal that offers no packages is empty', async () => {
    const other = await startPortal((await database?.url()) ?? '', { npmPackages: join(work, 'none') });
    try {
      expect((await fetch(`${other.url}/npm/@yimen%2fhello`)).status).toBe(404);
      expect(await (await fetch(`${other.url}/npm/`)).json()).toMatchObject({ packages: {} });
    } finally {
      await other.close();
    }
  });
});
