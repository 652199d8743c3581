import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createPortlet } from '@yimen/create-portlet';
import { afterAll, expect, it, vi } from 'vitest';
import { checkPortlet } from '../../src/build/check-portlet.ts';
import { outsideFolder } from '../build-workspace.ts';
import { pages, type Sample, samplesOf } from './docs-pages.ts';

// Compilers run as processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

const outside = outsideFolder();
afterAll(() => outside.remove());

const compiled = ['ts', 'tsx', 'js', 'jsx', 'json', 'css'];

function write(folder: string, samples: readonly Sample[]): void {
  for (const { path = '', text } of samples) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function runTests(folder: string): Promise<string> {
  const vitest = join(outside.folder, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--reporter=dot', '--no-color'], { cwd: folder });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  await once(child, 'close');
  return output;
}

it('every sample of code says which file it is, so that it can be compiled', () => {
  const nameless = pages()
    .flatMap(samplesOf)
    .filter(({ language, path }) => compiled.includes(language) && path === undefined);
  expect(nameless).toEqual([]);
});

it('the portlet of the tutorial has no mistakes, and its tests pass', async () => {
  const folder = join(outside.folder, 'desk');
  createPortlet('desk', { folder });
  const samples = samplesOf('developers/tutorial.md').filter(({ path }) => path);
  expect(samples.length).toBeGreaterThan(4);
  write(folder, samples);
  const [output] = await Promise.all([runTests(folder), checkPortlet(folder)]);
  expect(output).toMatch(/Tests +3 passed \(3\)/);
});

it('the samples of all other pages compile against the real packages', async () => {
  const folder = join(outside.folder, 'samples');
  createPortlet('samples', { folder });
  const samples = pages()
    .filter((page) => page !== 'developers/tutorial.md')
    .flatMap(samplesOf)
    .filter(({ path }) => path);
  expect(samples.length).toBeGreaterThan(2);
  write(folder, samples);
  await checkPortlet(folder);
});
