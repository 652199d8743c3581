#!/usr/bin/env node
// What npm start and npm test run. Plain JavaScript without dependencies, for any Node from 18 on: it sees to it that
// everything is installed, and hands over to src/main.ts on the Node that Yimen brings along.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from './find-node.mjs';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

try {
  await ensureInstalled(root);
  handOver(findNode(root), process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
  process.exitCode = 1;
}

function handOver(node, args) {
  const main = join(root, 'packages', 'launcher', 'src', 'main.ts');
  const bin = join(root, 'node_modules', '.bin');
  const separator = process.platform === 'win32' ? ';' : ':';
  const child = spawn(node, [main, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${separator}${process.env.PATH ?? ''}`,
      NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
    },
  });
  // The child drains on these and then ends; this process waits for it. A terminal sends SIGINT to both by itself.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
  });
}
