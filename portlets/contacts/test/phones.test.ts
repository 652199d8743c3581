import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { phonesPerHour } from '../service/config.ts';
import { type ContactsScene, contactsScene } from './contacts-scene.ts';
import { testPerson } from './test-directory.ts';

const mobilePhone = '13812345678';

describe.each(testDatabases())('phone numbers on $name', ({ url }) => {
  let scene: ContactsScene;
  beforeEach(async () => {
    const people = [
      testPerson('zhangwei', '张伟', 'Zhang Wei', { mobilePhone }),
      testPerson('lina', '李娜', 'Li Na', { mobilePhone: null }),
    ];
    scene = await contactsScene(await url(), people);
  });
  afterEach(() => scene.close());

  const log = () =>
    scene.db.query
      .selectFrom('phone_log')
      .select(['kind', 'sub', 'name', 'contact_sub', 'seen_at'])
      .execute();

  it('gives the full number only when asked for, and writes down who asked', async () => {
    const answers = ['/api/contacts', '/api/contacts?q=zhangwei', '/api/contacts/person?id=zhangwei'];
    for (const path of answers) expect(await (await scene.as({}, path)).text()).not.toContain('2345678');
    expect(await log()).toEqual([]);
    const asked = await scene.as({}, '/api/contacts/zhangwei/phone', 'POST');
    expect(await asked.json()).toEqual({ mobilePhone });
    expect(await log()).toEqual([
      {
        kind: 'shown',
        sub: 'wangfang',
        name: '王芳',
        contact_sub: 'zhangwei',
        seen_at: Date.UTC(2026, 10, 24),
      },
    ]);
  });

  it('writes down who looks up whose number it is', async () => {
    expect((await scene.search(mobilePhone)).total).toBe(1);
    expect(await log()).toMatchObject([{ kind: 'looked-up', sub: 'wangfang' }]);
  });

  it('stops one person who collects numbers, and nobody else', async () => {
    const ask = (sub: string) => scene.as({ sub }, '/api/contacts/zhangwei/phone', 'POST');
    for (let count = 0; count < phonesPerHour; count++) expect((await ask('wangfang')).status).toBe(200);
    expect((await ask('wangfang')).status).toBe(429);
    expect((await scene.as({}, `/api/contacts?q=${mobilePhone}`)).status).toBe(429);
    expect((await ask('chenjing')).status).toBe(200);
    scene.passTime(3_600_001);
    expect((await ask('wangfang')).status).toBe(200);
  });

  it('knows no number where there is none', async () => {
    expect((await scene.as({}, '/api/contacts/lina/phone', 'POST')).status).toBe(404);
    expect((await scene.as({}, '/api/contacts/nobody/phone', 'POST')).status).toBe(404);
    expect(await log()).toEqual([]);
  });

  it('refuses without a token, without the scope, and programs', async () => {
    const path = '/api/contacts/zhangwei/phone';
    expect((await fetch(`${scene.url}${path}`, { method: 'POST' })).status).toBe(401);
    expect((await scene.as({ scope: '' }, path, 'POST')).status).toBe(403);
    const program = { sub: 'budget', clientId: 'budget' };
    expect((await scene.as(program, path, 'POST')).status).toBe(403);
    expect((await scene.as(program, '/api/contacts')).status).toBe(403);
  });
});
