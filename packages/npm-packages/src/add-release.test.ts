import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addRelease, newestRelease } from './add-release.ts';
import { offeredManifest } from './offered-packages.ts';
import { packagesFile } from './packed-release.ts';

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'yimen-releases-'));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

function release(version: string, text: string): string {
  const folder = join(work, `made-${text}`);
  mkdirSync(folder);
  writeFileSync(join(folder, packagesFile), JSON.stringify({ version, packages: [] }));
  writeFileSync(join(folder, 'one.tgz'), text);
  return folder;
}

it('[R159] leaves a version that is there as it is, whatever comes under its name', () => {
  const folder = join(work, 'offered');
  addRelease(release('0.1.0-r1', 'first'), folder);
  addRelease(release('0.1.0-r2', 'second'), folder);
  expect(newestRelease(folder)).toBe('0.1.0-r2');
  addRelease(release('0.1.0-r1', 'other'), folder);
  expect(readFileSync(join(folder, '0.1.0-r1/one.tgz'), 'utf8')).toBe('first');
  // An older checkout that runs again offers what it was made of.
  expect(newestRelease(folder)).toBe('0.1.0-r1');
  expect(readdirSync(folder).sort()).toEqual(['0.1.0-r1', '0.1.0-r2', 'latest.json']);
});

it('names the other packages of the release by its version, and leaves out what is for the repository', () => {
  const manifest = {
    ...{ name: '@yimen/portlet-cli', version: '0.1.0', private: true, files: ['src'] },
    exports: { '.': './src/index.ts', './types': { types: './vue-files.d.ts' } },
    dependencies: { '@yimen/portlet-sdk': '0.1.0', koa: '3.3.0', vite: '8.3.8' },
    devDependencies: { vitest: '5.1.1' },
  };
  expect(offeredManifest(manifest, '0.1.0-r1')).toEqual({
    ...{ name: '@yimen/portlet-cli', version: '0.1.0-r1' },
    exports: { '.': './src/index.js', './types': { types: './vue-files.d.ts' } },
    dependencies: { '@yimen/portlet-sdk': '0.1.0-r1', koa: '3.3.0', vite: '8.3.8' },
  });
});
