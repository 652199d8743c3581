import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyOf } from '../../test/build-workspace.ts';
import { runYimen } from '../../test/run-yimen.ts';
import { type SmallPortal, smallClient, startSmallPortal } from '../../test/small-portal.ts';
import { buildPortlet } from '../build/build-portlet.ts';
import { exitCodes } from '../commands/exit-code.ts';

// Each test starts processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let portal: SmallPortal;
let project: { folder: string; remove: () => void };

beforeEach(async () => {
  portal = await startSmallPortal();
  project = copyOf('gallery');
  cpSync(
    join(import.meta.dirname, '../../../create-portlet/template/tsconfig.json'),
    join(project.folder, 'tsconfig.json'),
  );
});
afterEach(async () => {
  await portal.close();
  project.remove();
});

const env = { YIMEN_CLIENT_ID: smallClient.clientId, YIMEN_CLIENT_SECRET: smallClient.clientSecret };
const run = (args: string[], more: Record<string, string> = env) =>
  runYimen([...args, '--portal', portal.address], { cwd: project.folder, env: more });
const finding = (severity: string, text: string) => ({
  severity,
  sentence: { 'zh-CN': text, 'en-US': text },
});

describe('comparing with a portal', () => {
  it('[R147] says at check what the release would change, and fails when it breaks somebody', async () => {
    const quiet = await run(['check', '--no-browser']);
    expect([quiet.complaints, quiet.output]).toEqual([
      '',
      expect.stringContaining(`nothing changes for anybody at ${portal.address}`),
    ]);
    expect(portal.compared).toMatchObject([{ descriptor: { name: 'gallery' }, needs: {} }]);
    expect(portal.published).toEqual([]);
    portal.find([finding('breaks', 'no longer has the mode "edit"'), finding('info', 'is now for everyone')]);
    const broken = await run(['check', '--no-browser']);
    expect(broken.code).toBe(exitCodes.breaksUsers);
    expect(broken.output).toContain('breaks: no longer has the mode "edit"');
    expect(broken.output).toContain('info: is now for everyone');
    expect(broken.complaints).toContain('1 of these break somebody');
    expect((await run(['check', '--no-browser'], {})).code).toBe(exitCodes.usage);
  });

  it('[R147] says at publish what it found, and accepts breaks only when told to', async () => {
    await buildPortlet(project.folder);
    portal.find([finding('warns', 'windows can no longer be minimized')]);
    const published = await run(['publish']);
    expect(published.output).toContain('warns: windows can no longer be minimized');
    expect(portal.published[0]).not.toHaveProperty('acceptBreaks');
    await run(['publish', '--accept-breaks']);
    expect(portal.published[1]).toMatchObject({ acceptBreaks: true });
    portal.refuse(409, {
      type: 'urn:yimen:problem:release-breaks-users',
      title: 'The release breaks pages or portlets that use it',
      status: 409,
      errors: [{ pointer: '', detail: 'no longer publishes the event "x"' }],
    });
    const refused = await run(['publish']);
    expect(refused.code).toBe(exitCodes.breaksUsers);
    expect(refused.complaints).toContain('no longer publishes the event "x"');
  });
});
