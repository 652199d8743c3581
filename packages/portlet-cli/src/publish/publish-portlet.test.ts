import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestText } from '@yimen/portlet-sdk/release';
import { checkReportFile } from '@yimen/portlet-tck/report-file';
import { isProblem } from '@yimen/problem';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyOf } from '../../test/build-workspace.ts';
import { runYimen } from '../../test/run-yimen.ts';
import { type SmallPortal, smallClient, startSmallPortal } from '../../test/small-portal.ts';
import { buildPortlet } from '../build/build-portlet.ts';
import { readRelease } from '../build/read-release.ts';
import { sha384 } from '../build/release-manifest.ts';
import { exitCodes } from '../commands/exit-code.ts';
import { publishPortlet } from './publish-portlet.ts';

// Each test starts processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let portal: SmallPortal;
let project: { folder: string; remove: () => void };

beforeEach(async () => {
  portal = await startSmallPortal();
  project = copyOf('gallery');
  await buildPortlet(project.folder);
});
afterEach(async () => {
  await portal.close();
  project.remove();
});

const publish = () => publishPortlet({ folder: project.folder, portal: portal.address, ...smallClient });
const credentials = {
  YIMEN_CLIENT_ID: smallClient.clientId,
  YIMEN_CLIENT_SECRET: smallClient.clientSecret,
};
const run = (env: Record<string, string> = credentials) =>
  runYimen(['publish', '--portal', portal.address], { cwd: project.folder, env });

describe('publishing', () => {
  it('[R72] uploads every file with its hash, under a token for the portal', async () => {
    expect(await publish()).toMatchObject({
      name: 'gallery',
      version: '1.2.3',
      portal: portal.address,
      isSigned: false,
    });
    expect(Object.fromEntries(portal.tokenRequests[0] ?? [])).toEqual({
      grant_type: 'client_credentials',
      scope: 'registry:publish',
      resource: 'urn:test:portal',
    });
    const [release] = portal.published;
    expect(release?.descriptor.name).toBe('gallery');
    expect(release?.build.entry).toBe('remoteEntry.js');
    for (const file of release?.files ?? []) {
      const content = Buffer.from(file.content, 'base64');
      expect(content).toEqual(readFileSync(join(project.folder, 'dist', file.path)));
      expect(file.sha384).toBe(sha384(content));
    }
  });

  it('[R70] refuses a build that is missing, outdated or tampered with', async () => {
    appendFileSync(join(project.folder, 'dist/remoteEntry.js'), '// more');
    await expect(publish()).rejects.toThrow('remoteEntry.js is not the file that was built');
    const descriptor = readFileSync(join(project.folder, 'portlet.json'), 'utf8');
    writeFileSync(join(project.folder, 'portlet.json'), descriptor.replace('1.2.3', '1.2.4'));
    await expect(publish()).rejects.toThrow('portlet.json has changed since the build');
    rmSync(join(project.folder, 'dist'), { recursive: true });
    await expect(publish()).rejects.toThrow('run "yimen build" first');
    expect(portal.published).toEqual([]);
  });

  it('[R73] says plainly that a version is there already', async () => {
    portal.refuse(409, { type: 'urn:yimen:problem:version-exists', title: 'Published already', status: 409 });
    await expect(publish()).rejects.toSatisfy((error) => isProblem(error, 'version-exists'));
    const { code, complaints } = await run();
    expect(code).toBe(exitCodes.versionExists);
    expect(complaints).toContain('Raise "version" in portlet.json');
  });

  it('[R74] prints every mistake that the portal finds, with its pointer', async () => {
    portal.refuse(422, {
      type: 'urn:yimen:problem:descriptor-invalid',
      title: 'The portlet descriptor is not valid',
      status: 422,
      errors: [
        { pointer: '/body/descriptor/name', detail: 'is taken' },
        { pointer: '/body/descriptor/roles/0', detail: 'is no role' },
      ],
    });
    const { code, complaints } = await run();
    expect(code).toBe(exitCodes.refused);
    expect(complaints).toContain('/body/descriptor/name: is taken');
    expect(complaints).toContain('/body/descriptor/roles/0: is no role');
  });

  it('hands in the report of the kit with the release that it is about, and no other', async () => {
    const release = readRelease(project.folder);
    const manifestSha384 = createHash('sha384').update(manifestText(release)).digest('base64');
    const file = join(project.folder, 'dist', checkReportFile);
    writeFileSync(file, JSON.stringify({ kit: 'portlet-tck', manifestSha384: 'of another build' }));
    expect(await publish()).toMatchObject({ isReported: false });
    writeFileSync(file, JSON.stringify({ kit: 'portlet-tck', manifestSha384 }));
    expect(await publish()).toMatchObject({ isReported: true, refusals: [] });
    expect(portal.reports).toEqual([{ kit: 'portlet-tck', manifestSha384 }]);
    expect((await run()).output).toContain('The report of the conformance kit went along.');
  });

  it('[R72] publishes from the command line', async () => {
    const { code, output } = await run();
    expect(output).toContain(`gallery 1.2.3 is published to ${portal.address}`);
    expect(code).toBe(exitCodes.done);
    expect(portal.published).toHaveLength(1);
  });

  it('tells wrong credentials, missing credentials and a missing portal apart', async () => {
    const wrong = await run({ ...credentials, YIMEN_CLIENT_SECRET: 'guess' });
    expect(wrong.code).toBe(exitCodes.refused);
    expect(wrong.complaints).toContain('invalid_client: client authentication failed');
    expect(wrong.complaints).not.toContain('guess');
    expect((await run({})).code).toBe(exitCodes.usage);
    const nowhere = await runYimen(['publish', '--portal', 'http://127.0.0.1:1'], {
      cwd: project.folder,
      env: credentials,
    });
    expect(nowhere.code).toBe(exitCodes.unreachable);
    expect(nowhere.complaints).toContain('http://127.0.0.1:1/.well-known/yimen-portal');
  });

  it('[R164] takes a release back by one command, with a reason', async () => {
    const rollBack = (...more: string[]) =>
      runYimen(['rollback', 'gallery', '--portal', portal.address, ...more], {
        cwd: project.folder,
        env: credentials,
      });
    const done = await rollBack('--reason', 'blank for everybody');
    expect([done.code, done.output]).toEqual([
      exitCodes.done,
      expect.stringMatching(/gallery 1\.2\.3 is withdrawn\nPeople get 1\.2\.2 now/),
    ]);
    expect(portal.rollbacks).toEqual([{ reason: 'blank for everybody' }]);
    expect((await rollBack()).code).toBe(exitCodes.usage);
  });
});
