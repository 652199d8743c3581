import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demonstrationNotices } from '../demonstration/index.ts';
import {
  content,
  form,
  type NoticesScene,
  noticesScene,
  pointersOf,
  publisher,
  reader,
} from './notices-scene.ts';

const notices = demonstrationNotices({ today: '2026-11-24' });

describe.each(testDatabases())('loading notices on $name', ({ url }) => {
  let scene: NoticesScene;
  beforeEach(async () => {
    scene = await noticesScene(await url());
  });
  afterEach(() => scene.close());

  const load = async () => {
    const outcomes: string[] = [];
    for (const { path, body } of notices) {
      const answer = await scene.asProgram('notices:admin', path, body);
      outcomes.push(((await answer.json()) as { outcome: string }).outcome);
    }
    return outcomes;
  };

  it('takes the demonstration data once and changes nothing the second time', async () => {
    expect(new Set(await load())).toEqual(new Set(['created']));
    expect(new Set(await load())).toEqual(new Set(['unchanged']));
    const { items, total } = await scene.list(reader);
    expect(total).toBeGreaterThanOrEqual(10);
    expect(items.filter((item) => item.hasAttachments)).toHaveLength(2);
    expect(items.every((item) => item.title.length > 0 && item.isUnread)).toBe(true);
  });

  it('leaves alone what people have changed since', async () => {
    await load();
    const id = notices[0]?.path.split('/').at(-1) ?? '';
    const answer = await scene.as({ ...publisher, unitId: 'treasury-section' }, `/api/notices/${id}`, {
      method: 'PUT',
      body: form({ ...content({ title: '改过的标题' }), revision: 1 }),
    });
    expect(answer.status).toBe(200);
    expect((await load())[0]).toBe('kept');
  });

  it('needs the scope notices:admin and a complete body', async () => {
    const { path, body } = notices[0] ?? { path: '', body: {} };
    expect((await scene.asProgram('notices:publish', path, body)).status).toBe(403);
    expect((await scene.as(publisher, path, { method: 'PUT', body: JSON.stringify(body) })).status).toBe(403);
    const bad = await scene.asProgram('notices:admin', path, { title: '' });
    expect(bad.status).toBe(400);
    expect(await pointersOf(bad)).toEqual(
      expect.arrayContaining([
        '/body/title',
        '/body/category',
        '/body/body',
        '/body/author',
        '/body/publishedAt',
      ]),
    );
  });
});
