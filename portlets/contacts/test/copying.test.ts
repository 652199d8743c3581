import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ContactsScene, contactsScene } from './contacts-scene.ts';
import { testPerson } from './test-directory.ts';

describe.each(testDatabases())('copying the directory on $name', ({ url }) => {
  let scene: ContactsScene;
  beforeEach(async () => {
    const people = ['wangfang', 'lina', 'xuhao', 'gone', 'luodan'].map((sub) =>
      testPerson(sub, sub, sub, { isActive: sub !== 'gone' }),
    );
    scene = await contactsScene(await url(), people);
  });
  afterEach(() => scene.close());

  const ids = async () => (await scene.search('')).items.map((item) => item.id).sort();
  const administrator = { roles: ['administrator'] };
  const copyNow = () => scene.as(administrator, '/api/admin/copy', 'POST');

  it('copies every page of people, without those who have left', async () => {
    expect(await ids()).toEqual(['lina', 'luodan', 'wangfang', 'xuhao']);
    expect((await scene.search('')).copiedAt).toBe(Date.UTC(2026, 10, 24));
  });

  it('follows changes, and writes only what has changed', async () => {
    expect(await (await copyNow()).json()).toEqual({ people: 4, changed: 0 });
    const [first, second] = scene.directory.people;
    if (first) first.name = { 'zh-CN': '王芳', 'en-US': 'Wang Fang' };
    if (second) second.isActive = false;
    scene.directory.people.push(testPerson('new', '新人', 'Xin Ren'));
    expect(await (await copyNow()).json()).toEqual({ people: 4, changed: 3 });
    expect(await ids()).toEqual(['luodan', 'new', 'wangfang', 'xuhao']);
    expect((await scene.search('wf')).total).toBe(1);
  });

  it('keeps serving while the sso-server is down, and when it has lost everybody', async () => {
    scene.directory.isDown = true;
    expect((await copyNow()).status).toBe(503);
    expect((await ids()).length).toBe(4);
    scene.directory.isDown = false;
    scene.directory.people.length = 0;
    expect((await copyNow()).status).toBe(503);
    expect((await ids()).length).toBe(4);
  });

  it('copies once for many who ask at the same time', async () => {
    const before = scene.directory.reads;
    const answers = await Promise.all(Array.from({ length: 8 }, copyNow));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(scene.directory.reads - before).toBeLessThan(8);
    expect((await ids()).length).toBe(4);
  });

  it('begins to copy by itself', async () => {
    scene.directory.people.push(testPerson('new', '新人', 'Xin Ren'));
    scene.copier.start();
    await vi.waitFor(async () => expect((await ids()).includes('new')).toBe(true), { timeout: 10_000 });
  });

  it('copies on demand for administrators and programs that may', async () => {
    expect((await scene.as({}, '/api/admin/copy', 'POST')).status).toBe(403);
    const program = { sub: 'launcher', clientId: 'launcher', scope: 'contacts:admin' };
    expect((await scene.as(program, '/api/admin/copy', 'POST')).status).toBe(200);
    expect((await scene.as({ ...program, scope: 'contacts:read' }, '/api/admin/copy', 'POST')).status).toBe(
      403,
    );
  });
});
