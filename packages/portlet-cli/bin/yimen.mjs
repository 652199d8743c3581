#!/usr/bin/env node
// Plain JavaScript for any Node from 18 on: finds a Node that runs TypeScript, and runs the tool on it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const least = [24, 15];
const here = dirname(realpathSync(fileURLToPath(import.meta.url)));

function isNewEnough(version) {
  const [major = 0, minor = 0] = String(version ?? '')
    .trim()
    .replace(/^v/, '')
    .split('.')
    .map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

/** The Node that npm brought along, beside this package or beside the project. */
function broughtAlong() {
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  for (const start of [here, process.cwd()]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const file = join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
      // It may be there and yet not run: the packages are for glibc.
      if (existsSync(file) && isNewEnough(spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout))
        return file;
      if (dirname(folder) === folder) break;
    }
  }
  return undefined;
}

const node = isNewEnough(process.version) ? process.execPath : broughtAlong();
if (!node) {
  console.error(`yimen needs Node.js ${least.join('.')} or later; this is ${process.version}.`);
  console.error('Install Node.js 24 LTS from https://nodejs.org and try again.');
  process.exit(1);
}
// Compiled where npm has installed it; TypeScript in the repository.
const compiled = join(here, '..', 'src', 'main.js');
const main = existsSync(compiled) ? compiled : join(here, '..', 'src', 'main.ts');
const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`yimen: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
