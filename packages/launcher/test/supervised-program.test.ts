import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SupervisedProgram, superviseProgram } from '../src/processes/supervised-program.ts';
import { freePorts } from '../src/settings/free-ports.ts';

const entry = 'packages/launcher/test/fixtures/program.ts';

describe('a supervised program', () => {
  let dir: string;
  let port: number;
  let events: string[];
  let program: SupervisedProgram;
  const url = () => `http://127.0.0.1:${port}`;
  const logFile = () => join(dir, 'logs', 'program.log');
  const supervise = (env: Record<string, string> = {}) =>
    superviseProgram({
      name: 'program',
      url: url(),
      command: {
        entry,
        env: { PATH: process.env.PATH ?? '', YIMEN_PORT: String(port), ...env },
        logFile: logFile(),
      },
      report: (event) => events.push(event),
    });
  const answer = () =>
    fetch(url()).then(
      (response) => response.text(),
      () => undefined,
    );

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'yimen-launcher-'));
    [port = 0] = await freePorts(1, '127.0.0.1');
    events = [];
    program = supervise();
  });
  afterEach(async () => {
    await program.stop();
    rmSync(dir, { recursive: true });
  });

  it('starts, drains at stop, and writes its output to its log', async () => {
    await program.start();
    expect(await answer()).toBe(String(program.pid));
    await program.stop();
    expect(await answer()).toBeUndefined();
    expect(readFileSync(logFile(), 'utf8')).toContain('drained');
    expect(events).toEqual([]);
  });

  it('comes back by itself after kill -9, and says so', async () => {
    await program.start();
    const before = program.pid;
    process.kill(Number(before), 'SIGKILL');
    await expect.poll(() => events, { timeout: 15_000 }).toEqual(['died', 'recovered']);
    expect(program.pid).not.toBe(before);
    expect(await answer()).toBe(String(program.pid));
  });

  it('stays down after kill until it is restarted', async () => {
    await program.start();
    await program.kill('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await answer()).toBeUndefined();
    await program.restart();
    expect(await answer()).toBe(String(program.pid));
    expect(events).toEqual([]);
  });

  it('says what a program that cannot start has said', async () => {
    program = supervise({ DIES: '1' });
    await expect(program.start()).rejects.toThrow(/ended before it was ready[\s\S]*cannot go on like this/);
  });

  it('sets a large log aside when it starts', async () => {
    mkdirSync(dirname(logFile()));
    writeFileSync(logFile(), Buffer.alloc(21 * 1024 * 1024, 'x'));
    await program.start();
    await program.stop();
    expect(readFileSync(logFile(), 'utf8')).toBe('drained\n');
    expect(statSync(`${logFile()}.old`).size).toBe(21 * 1024 * 1024);
  });

  it('passes on nothing of its own environment', async () => {
    process.env.PARENT_SECRET = 'secret';
    await program.start();
    expect(await (await fetch(`${url()}/secret`)).text()).toBe('nothing');
    delete process.env.PARENT_SECRET;
  });

  it('ends with its launcher, even when that was killed', async () => {
    const launcher = join(dir, 'launcher.ts');
    const module = pathToFileURL(join(import.meta.dirname, '../src/processes/supervised-program.ts')).href;
    const command = {
      entry,
      env: { PATH: process.env.PATH ?? '', YIMEN_PORT: String(port) },
      logFile: logFile(),
    };
    writeFileSync(
      launcher,
      `import { superviseProgram } from '${module}';
       const program = superviseProgram({ name: 'p', url: '${url()}', command: ${JSON.stringify(command)}, report() {} });
       await program.start();
       process.stdout.write('started');`,
    );
    const child = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(await answer()).toBeDefined();
    child.kill('SIGKILL');
    await expect.poll(answer, { timeout: 10_000 }).toBeUndefined();
    expect(readFileSync(logFile(), 'utf8')).toContain('drained');
  });
});
