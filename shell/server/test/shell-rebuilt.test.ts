import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { descriptorOf, nodeOf, publish, publishPage, releaseOf } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { createShellFixture } from './harness/shell-fixture.ts';

const [database] = testDatabases();
const shellDist = createShellFixture();
let portal: TestPortal;

beforeAll(async () => {
  portal = await startPortal((await database?.url()) ?? '', { shellDist });
  const release = releaseOf(descriptorOf('with-charts'));
  const needs = { '@yimen/ui': '^0.1.0', '@yimen/ui/charts': '^0.1.0' };
  await publish(portal, { ...release, build: { ...release.build, needs } });
  await publishPage(portal, 'charts', [nodeOf('c', 'with-charts')]);
});
afterAll(() => portal.close());

it('goes on, whole, with the shell it started with when a build empties the folder under it', async () => {
  rmSync(shellDist, { recursive: true });
  const wangfang = await portal.signIn('wangfang');
  const page = await wangfang.open('/pages/charts');
  expect(page.status).toBe(200);
  const files = [...page.text.matchAll(/href="(\/shell\/[^"]+)" integrity="sha384-([^"]+)"/g)];
  const names = files.map(([, url = '']) => url.replace('/shell/assets/', '').replace(/-.*/, ''));
  expect(names.toSorted()).toEqual(['antd', 'charts', 'main', 'main', 'react', 'ui']);
  for (const [, url = '', integrity] of files) {
    const file = await wangfang.send(url);
    expect(createHash('sha384').update(file.text).digest('base64')).toBe(integrity);
  }
});
