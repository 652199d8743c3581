import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPortlet } from '@yimen/create-portlet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outsideFolder } from '../../test/build-workspace.ts';

vi.setConfig({ testTimeout: 240_000 });

let outside: { folder: string; remove: () => void };
beforeEach(() => {
  outside = outsideFolder();
});
afterEach(() => outside.remove());

/** Processes that inherited a variable of this value, whoever their parent is by now. */
function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(mark);
    } catch {
      // It has ended, or is somebody else's.
      return false;
    }
  });
}

function startCheck(folder: string, mark: string): ChildProcess {
  const bin = join(import.meta.dirname, '../../bin/yimen.mjs');
  return spawn(process.execPath, [bin, 'check'], {
    cwd: folder,
    env: { ...process.env, YIMEN_TEST_MARK: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, which gets signals as that of a terminal does.
    detached: true,
  });
}

async function untilSaid(child: ChildProcess, words: string): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes(words)) return;
  }
  throw new Error(`it ended without ${words}: ${said}`);
}

describe.runIf(process.platform === 'linux')('an interrupted check', () => {
  it.each([
    { what: 'SIGTERM to the tool', signal: 'SIGTERM', code: 143, isGroup: false },
    { what: 'Ctrl+C, which every process of the terminal gets', signal: 'SIGINT', code: 130, isGroup: true },
  ] as const)('leaves no process behind: $what', async ({ signal, code, isGroup }) => {
    const folder = join(outside.folder, 'stopped');
    createPortlet('stopped', { folder });
    const mark = `yimen-${process.pid}-${signal}`;
    const child = startCheck(folder, mark);
    const ended = once(child, 'exit');
    await untilSaid(child, '[R60]');
    // The tool and its Node, and the browser's own.
    expect(processesWith(mark).length).toBeGreaterThan(3);
    process.kill(isGroup ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
    expect(await ended).toEqual([code, null]);
    await expect.poll(() => processesWith(mark), { timeout: 10_000 }).toEqual([]);
  });
});
