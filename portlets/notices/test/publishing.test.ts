import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoticeDetail, NoticeWritten } from '../contract/index.ts';
import {
  content,
  form,
  type NoticesScene,
  noticesScene,
  pdf,
  pointersOf,
  publisher,
  reader,
} from './notices-scene.ts';

const stranger = {
  ...publisher,
  sub: 'huangzhiqiang',
  unitId: 'office',
  unitPath: ['city', 'bureau', 'office'],
};
const colleague = { ...publisher, sub: 'maxiaodong', name: '马晓东' };

describe.each(testDatabases())('publishing notices on $name', ({ url }) => {
  let scene: NoticesScene;
  beforeEach(async () => {
    scene = await noticesScene(await url());
  });
  afterEach(() => scene.close());

  const draft = async (files?: Parameters<typeof form>[1]): Promise<NoticeWritten> =>
    (await scene.write(publisher, content(), files)).json();
  const detail = async (id: string): Promise<NoticeDetail> =>
    (await scene.as(publisher, `/api/notices/detail?id=${id}`)).json();
  const revise = (person: typeof publisher, id: string, fields: object, files?: Parameters<typeof form>[1]) =>
    scene.as(person, `/api/notices/${id}`, { method: 'PUT', body: form({ ...content(), ...fields }, files) });

  it('goes from draft to published to withdrawn, and readers see only the published', async () => {
    const { id, revision } = await draft();
    expect((await scene.list(reader)).total).toBe(0);
    expect((await scene.as(reader, `/api/notices/detail?id=${id}`)).status).toBe(404);
    const published = await scene.post(publisher, `/api/notices/${id}/publish`, { revision });
    expect(await published.json()).toEqual({ id, revision: 2, state: 'published' });
    expect((await scene.list(reader)).total).toBe(1);
    const withdrawn = await scene.post(publisher, `/api/notices/${id}/withdraw`, { revision: 2 });
    expect(await withdrawn.json()).toMatchObject({ state: 'withdrawn' });
    expect((await scene.list(reader)).total).toBe(0);
    expect((await scene.list(publisher, '&show=managed')).items[0]).toMatchObject({ id, state: 'withdrawn' });
    expect((await scene.post(publisher, `/api/notices/${id}/withdraw`, { revision: 3 })).status).toBe(409);
  });

  it('removes a draft, but nothing that was public', async () => {
    const { id } = await draft([{ name: '附件.pdf', content: pdf() }]);
    expect((await scene.as(publisher, `/api/notices/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await scene.list(publisher, '&show=managed')).total).toBe(0);
    const published = await scene.publish();
    expect((await scene.as(publisher, `/api/notices/${published}`, { method: 'DELETE' })).status).toBe(409);
  });

  it('needs the role and the scope to write', async () => {
    const withoutRole = { ...publisher, roles: ['staff'] };
    const withoutScope = { ...publisher, scope: 'notices:read' };
    for (const person of [reader, withoutRole, withoutScope]) {
      expect((await scene.write(person, content())).status).toBe(403);
      expect((await scene.as(person, '/api/notices?show=managed')).status).toBe(403);
      expect((await scene.as(person, '/api/notices/units')).status).toBe(403);
    }
  });

  it("lets colleagues of the unit change a notice, and hides it from other units' publishers", async () => {
    const { id, revision } = await draft();
    expect((await revise(stranger, id, { revision })).status).toBe(404);
    expect((await scene.post(stranger, `/api/notices/${id}/publish`, { revision })).status).toBe(404);
    expect((await scene.as(stranger, `/api/notices/${id}/readers`)).status).toBe(404);
    expect((await scene.as(stranger, `/api/notices/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await revise(colleague, id, { revision, title: '改过的标题' })).status).toBe(200);
    expect((await detail(id)).title).toBe('改过的标题');
  });

  it('keeps one of two changes made on the same revision', async () => {
    const { id, revision } = await draft();
    const answers = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((title) => revise(publisher, id, { revision, title })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412, 412]);
    expect((await detail(id)).managed?.revision).toBe(2);
  });

  it('publishes once, however often it is asked at the same time', async () => {
    const { id, revision } = await draft();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => scene.post(publisher, `/api/notices/${id}/publish`, { revision })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 412)).toHaveLength(5);
  });

  it('keeps, adds and removes attachments with a change', async () => {
    const { id, revision } = await draft([
      { name: '一.pdf', content: pdf() },
      { name: '二.pdf', content: pdf() },
    ]);
    const [, second] = (await detail(id)).attachments;
    await revise(publisher, id, { revision, keptAttachments: [second?.id] }, [
      { name: '三.txt', content: '三' },
    ]);
    expect((await detail(id)).attachments.map((file) => file.name)).toEqual(['二.pdf', '三.txt']);
  });

  it('names every wrong field and file at once', async () => {
    const bad = {
      ...content(),
      title: ' ',
      category: 'gossip',
      body: [{ kind: 'html', text: '<b>' }],
      audience: { kind: 'units', unitIds: [] },
      validFrom: '2026-02-30',
      extra: 1,
    };
    const answer = await scene.write(publisher, bad, [{ name: 'setup.exe', content: 'MZ' }]);
    expect(answer.status).toBe(400);
    expect((await pointersOf(answer)).sort()).toEqual(
      [
        '/body/attachments/0',
        '/body/notice/audience/unitIds',
        '/body/notice/body/0/kind',
        '/body/notice/category',
        '/body/notice/extra',
        '/body/notice/title',
        '/body/notice/validFrom',
      ].sort(),
    );
    const backwards = await scene.write(
      publisher,
      content({ validFrom: '2026-12-02', validUntil: '2026-12-01' }),
    );
    expect(await pointersOf(backwards)).toEqual(['/body/notice/validUntil']);
  });
});
