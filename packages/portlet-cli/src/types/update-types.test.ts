import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createPortlet } from '@yimen/create-portlet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outsideFolder } from '../../test/build-workspace.ts';
import { runYimen } from '../../test/run-yimen.ts';
import { type SmallPortal, smallClient, startSmallPortal } from '../../test/small-portal.ts';
import { exitCodes } from '../commands/exit-code.ts';
import { schemaType } from './schema-type.ts';

// Each test starts processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

let portal: SmallPortal;
let outside: { folder: string; remove: () => void };
let folder: string;
beforeEach(async () => {
  portal = await startSmallPortal();
  outside = outsideFolder();
  folder = join(outside.folder, 'listener');
  createPortlet('listener', { folder });
});
afterEach(async () => {
  await portal.close();
  outside.remove();
});

const env = { YIMEN_CLIENT_ID: smallClient.clientId, YIMEN_CLIENT_SECRET: smallClient.clientSecret };
const types = (args: string[], more: Record<string, string> = env) =>
  runYimen(['types', ...args], { cwd: folder, env: more });
const title = { 'zh-CN': '单位', 'en-US': 'Unit' };
const object = (properties: object) => ({ type: 'object', properties, required: Object.keys(properties) });

function contract(version: string, id: object) {
  return {
    version,
    events: {
      publishes: [{ name: 'unit.chosen', schema: object({ id }) }],
      consumes: [{ name: 'unit.cleared', schema: object({ why: { enum: ['done', 'left'] } }) }],
    },
    publicRenderParameters: [{ name: 'stage', title, schema: { enum: ['draft', 'final'] } }],
  };
}

function declare(more: object): void {
  const path = join(folder, 'portlet.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...more }));
}

/** What the project's own compiler says. */
function complaints(): Promise<string> {
  const script = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [script, '--noEmit', '--pretty', 'false'], { cwd: folder });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => settle(output));
  });
}

const code = `import { usePortlet, usePortletEvent, useRenderParameter } from '@yimen/portlet-sdk';

export function useEverything(show: (id: string) => void): void {
  const { events } = usePortlet();
  const [stage, setStage] = useRenderParameter('stage');
  usePortletEvent('unit.chosen', ({ id }) => show(id));
  events.publish('unit.cleared', { why: 'done' });
  if (stage === 'draft') setStage('final');
}
`;

describe('types from the registry', () => {
  it('are those of the pinned versions, offline too, and what no longer fits is an error of types', async () => {
    portal.contracts.set('budget 1.2.0', contract('1.2.0', { type: 'string' }));
    portal.contracts.set('budget live', contract('2.0.0', { type: 'integer' }));
    declare({
      events: {
        consumes: [{ name: 'unit.chosen', schema: object({ id: {} }) }],
        publishes: [{ name: 'unit.cleared', schema: object({ why: { type: 'string' } }) }],
      },
      publicRenderParameters: [{ name: 'stage', title }],
    });
    const added = await types(['--add', 'budget@1.2.0', '--portal', portal.address]);
    expect([added.complaints, added.output]).toEqual(['', expect.stringContaining('budget 1.2.0')]);
    const declared = readFileSync(join(folder, 'client/yimen-env.d.ts'), 'utf8');
    expect(declared).toContain('/** budget 1.2.0 */\n    "unit.chosen": { readonly "id": string };');
    writeFileSync(join(folder, 'client/use-everything.ts'), code);
    expect(await complaints()).toBe('');

    // Each misuse is found by its own line.
    writeFileSync(
      join(folder, 'client/wrong.ts'),
      code.replace("why: 'done'", "why: 'never'").replace("setStage('final')", "setStage('end')"),
    );
    expect((await complaints()).match(/wrong\.ts\(\d+/g)).toEqual(['wrong.ts(7', 'wrong.ts(8']);
    rmSync(join(folder, 'client/wrong.ts'));

    // Without a portal, the lock file gives the same again.
    rmSync(join(folder, 'client/yimen-env.d.ts'));
    const stale = await runYimen(['check', '--no-browser'], { cwd: folder });
    expect(stale.complaints).toContain('run "yimen types"');
    await portal.close();
    expect((await types([], {})).code).toBe(exitCodes.done);
    expect(readFileSync(join(folder, 'client/yimen-env.d.ts'), 'utf8')).toBe(declared);
    portal = await startSmallPortal();

    // The next version sends a number: the pin moves when it is told to, and the code that relied on a text fails.
    portal.contracts.set('budget live', contract('2.0.0', { type: 'integer' }));
    expect((await types(['--update', '--portal', portal.address])).output).toContain('budget 2.0.0');
    expect(await complaints()).toMatch(/use-everything\.ts\(6,\d+\): error TS2345/);
  });

  it('say what is not there, what is no portlet and what is no lock file, and change nothing', async () => {
    const missing = await types(['--add', 'budget@9.0.0', '--portal', portal.address]);
    expect(missing.code).toBe(exitCodes.refused);
    expect((await types(['--add', '../budget', '--portal', portal.address])).code).toBe(exitCodes.usage);
    expect((await types(['--add', 'budget', '--portal', portal.address], {})).code).toBe(exitCodes.usage);
    expect(existsSync(join(folder, 'yimen.lock.json'))).toBe(false);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'yimen.lock.json'), '{ "portlets": { "budget": {} } }');
    const broken = await types([]);
    expect([broken.code, broken.complaints]).toEqual([
      exitCodes.mistakes,
      expect.stringContaining('says too little of "budget"'),
    ]);
  });

  it.each([
    [{ type: 'integer' }, 'number'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ const: 'a' }, '"a"'],
    [{ enum: [1, true, null] }, '1 | true | null'],
    [{ type: 'array', items: { type: 'string' } }, 'readonly (string)[]'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, '{ readonly [name: string]: number }'],
    [
      { type: 'object', properties: { 'a-b': { type: 'boolean' }, c: {} }, required: ['a-b'] },
      '{ readonly "a-b": boolean; readonly "c"?: JsonValue }',
    ],
    [{}, 'JsonValue'],
  ])('of %j', (schema, type) => {
    expect(schemaType(schema)).toBe(type);
  });
});
