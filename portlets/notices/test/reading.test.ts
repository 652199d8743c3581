import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NoticeDetail, ReaderPage } from '../contract/index.ts';
import { content, morning, type NoticesScene, noticesScene, publisher, reader } from './notices-scene.ts';

const aDay = 86_400_000;

describe.each(testDatabases())('reading notices on $name', ({ url }) => {
  let scene: NoticesScene;
  beforeEach(async () => {
    scene = await noticesScene(await url());
  });
  afterEach(() => scene.close());

  const detail = async (id: string, person = reader): Promise<NoticeDetail> =>
    (await scene.as(person, `/api/notices/detail?id=${id}`)).json();

  it('shows what is published as unread until the person opens it, and keeps who read it when', async () => {
    const id = await scene.publish();
    const before = await scene.list(reader);
    expect(before).toMatchObject({ total: 1, unread: 1 });
    expect(before.items[0]).toMatchObject({ id, isUnread: true, documentNumber: '示财库〔2026〕18号' });
    expect((await scene.post(reader, `/api/notices/${id}/read`)).status).toBe(204);
    scene.setNow(morning + 1_000);
    await scene.post(reader, `/api/notices/${id}/read`);
    expect((await scene.list(reader)).items[0]?.isUnread).toBe(false);
    expect((await scene.list(reader, '&show=unread')).total).toBe(0);
    const log = await scene.as(publisher, `/api/notices/${id}/readers`);
    expect(((await log.json()) as ReaderPage).items).toContainEqual({
      sub: 'wangfang',
      name: '王芳',
      readAt: morning,
    });
  });

  it('marks all as read at once, for this person only', async () => {
    await scene.publish();
    await scene.publish({ title: '关于开展部门预算编制培训的通知' });
    const answer = await scene.post(reader, '/api/notices/read-all');
    expect(await answer.json()).toEqual({ marked: 2 });
    expect(await (await scene.post(reader, '/api/notices/read-all')).json()).toEqual({ marked: 0 });
    expect((await scene.list(reader)).unread).toBe(0);
    expect((await scene.list({ ...reader, sub: 'lina', name: '李娜' })).unread).toBe(2);
  });

  it('notes one reading of twenty at once', async () => {
    const id = await scene.publish();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => scene.post(reader, `/api/notices/${id}/read`)),
    );
    expect(answers.every((answer) => answer.status === 204)).toBe(true);
    // One by the publisher, one by the reader.
    expect((await detail(id, publisher)).managed?.readers).toBe(2);
  });

  it('keeps a notice for units from everybody else, as if it were not there', async () => {
    const id = await scene.publish({ audience: { kind: 'units', unitIds: ['edu'] } });
    expect((await scene.list(reader)).total).toBe(0);
    expect((await scene.as(reader, `/api/notices/detail?id=${id}`)).status).toBe(404);
    expect((await scene.post(reader, `/api/notices/${id}/read`)).status).toBe(404);
    const inside = { ...reader, sub: 'zhangwei', unitId: 'edu', unitPath: ['city', 'edu'] };
    expect((await scene.list(inside)).total).toBe(1);
    const above = await scene.publish({ audience: { kind: 'units', unitIds: ['city'] } });
    expect((await scene.list(reader)).items.map((item) => item.id)).toEqual([above]);
  });

  it('shows a notice from its first day to its last in the time of the bureau', async () => {
    await scene.publish({ validFrom: '2026-11-25', validUntil: '2026-11-26' });
    const seenAt = async (moment: number) => {
      scene.setNow(moment);
      return (await scene.list(reader)).total;
    };
    expect(await seenAt(Date.UTC(2026, 10, 24, 15, 59))).toBe(0);
    expect(await seenAt(Date.UTC(2026, 10, 24, 16))).toBe(1);
    expect(await seenAt(Date.UTC(2026, 10, 26, 15, 59))).toBe(1);
    expect(await seenAt(Date.UTC(2026, 10, 26, 16))).toBe(0);
  });

  it('pages with pinned notices first and the latest next', async () => {
    for (const [index, isPinned] of [false, true, false].entries()) {
      scene.setNow(morning + index * aDay);
      await scene.publish({ title: `第${index}号`, isPinned });
    }
    const first = await (await scene.as(reader, '/api/notices?size=2')).json();
    const second = await (await scene.as(reader, '/api/notices?size=2&page=2')).json();
    const titles = [...first.items, ...second.items].map((item: { title: string }) => item.title);
    expect(titles).toEqual(['第1号', '第2号', '第0号']);
    expect([first.total, second.total]).toEqual([3, 3]);
  });

  it('refuses without a token, without the scope, and programs', async () => {
    expect((await fetch(`${scene.url}/api/notices`)).status).toBe(401);
    expect((await scene.as({ ...reader, scope: '' }, '/api/notices')).status).toBe(403);
    const program = { sub: 'budget', clientId: 'budget', scope: 'notices:read' };
    expect((await scene.as(program, '/api/notices')).status).toBe(403);
  });

  it('names every wrong part of a query', async () => {
    const answer = await scene.as(reader, '/api/notices?show=old&page=0&size=1000');
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(errors.map((error) => error.pointer)).toEqual(['/query/show', '/query/page', '/query/size']);
  });

  it('tells the portal: everyone when something is published, one person when she reads', async () => {
    const id = await scene.publish();
    await scene.post(reader, `/api/notices/${id}/read`);
    await vi.waitFor(() =>
      expect(scene.notified).toEqual([
        { topic: 'notices.changed' },
        { topic: 'notices.changed', subjects: ['wangfang'] },
      ]),
    );
  });

  it('counts titles by characters, so that rare names are not cut', async () => {
    const title = '𠮷'.repeat(200);
    expect((await scene.write(publisher, content({ title }))).status).toBe(201);
    expect((await scene.write(publisher, content({ title: `${title}𠮷` }))).status).toBe(400);
    expect((await scene.list(publisher, '&show=managed')).items[0]?.title).toBe(title);
  });
});
