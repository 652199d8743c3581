#!/usr/bin/env node
// Plain JavaScript for any Node from 18.20 on: what npm installs is compiled, what lies in the repository is TypeScript.
import { existsSync } from 'node:fs';

const main = ['../src/main.js', '../src/main.ts']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
await import(main.href);
