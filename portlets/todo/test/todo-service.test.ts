import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TodoPage } from '../contract/index.ts';
import { type TodoScene, todoScene } from './todo-scene.ts';

const push = {
  title: '审核支付申请：市教育局 设备采购（1,200.00 元）',
  kind: '支付申请',
  step: '审核',
  from: '张伟',
  subjects: ['p-wang'],
  urgency: 'urgent',
  link: '/payments/1',
};
const put = (body: unknown) => ({ method: 'PUT', body: JSON.stringify(body) });
const post = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });

describe.each(testDatabases())('to-do service on $name', ({ url }) => {
  let scene: TodoScene;
  beforeEach(async () => {
    scene = await todoScene(await url());
  });
  afterEach(() => scene.close());

  const listOf = async (sub: string, state = 'open', roles: string[] = []): Promise<TodoPage> =>
    (await scene.asPerson({ sub, roles }, `/api/todos?state=${state}&size=50`)).json();

  it('shows a pushed to-do to the person it names and to nobody else', async () => {
    const answer = await scene.asSystem('payments', '/api/todos/1', put(push));
    expect(answer.status).toBe(201);
    const { items, total } = await listOf('p-wang');
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({ title: push.title, urgency: 'urgent', system: { id: 'payments' } });
    expect((await listOf('p-li')).total).toBe(0);
  });

  it('never duplicates one external id of one system, and keeps two systems apart', async () => {
    await scene.asSystem('payments', '/api/todos/1', put(push));
    const again = await scene.asSystem('payments', '/api/todos/1', put({ ...push, title: '改过的标题' }));
    expect(again.status).toBe(200);
    await scene.asSystem('budget', '/api/todos/1', put({ ...push, title: '预算' }));
    const titles = (await listOf('p-wang')).items.map((item) => item.title);
    expect(titles.sort()).toEqual(['改过的标题', '预算'].sort());
  });

  it('makes one to-do of twenty pushes at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => scene.asSystem('payments', '/api/todos/1', put(push))),
    );
    expect(answers.filter((answer) => answer.status >= 300)).toEqual([]);
    expect((await listOf('p-wang')).total).toBe(1);
  });

  it('moves a to-do of a role to 已办 of the one who handled it', async () => {
    const body = { ...push, subjects: [], roles: ['payment-reviewer'] };
    await scene.asSystem('payments', '/api/todos/1', put(body));
    expect((await listOf('p-li', 'open', ['payment-reviewer'])).total).toBe(1);
    const done = await scene.asSystem(
      'payments',
      '/api/todos/1/done',
      post({ by: 'p-wang', result: '审核通过' }),
    );
    expect(done.status).toBe(200);
    expect((await listOf('p-li', 'open', ['payment-reviewer'])).total).toBe(0);
    expect((await listOf('p-li', 'done', ['payment-reviewer'])).total).toBe(0);
    expect((await listOf('p-wang', 'done')).items[0]).toMatchObject({ result: '审核通过' });
  });

  it('takes a withdrawn to-do out of every list and opens it again when it is pushed again', async () => {
    await scene.asSystem('payments', '/api/todos/1', put(push));
    expect((await scene.asSystem('payments', '/api/todos/1', { method: 'DELETE' })).status).toBe(204);
    expect((await listOf('p-wang')).total).toBe(0);
    expect((await listOf('p-wang', 'done')).total).toBe(0);
    await scene.asSystem('payments', '/api/todos/1', put(push));
    expect((await listOf('p-wang')).total).toBe(1);
  });

  it('sorts by urgency and then by time, and counts what is overdue', async () => {
    const pushes = [
      { ...push, title: 'b', urgency: 'normal', dueAt: 1 },
      { ...push, title: 'c', urgency: 'normal', dueAt: Date.now() + 60_000 },
      { ...push, title: 'a', urgency: 'extra-urgent' },
    ];
    for (const [index, body] of pushes.entries()) {
      await scene.asSystem('payments', `/api/todos/${index}`, put(body));
      await scene.db.query
        .updateTable('todo')
        .set({ received_at: index })
        .where('external_id', '=', String(index))
        .execute();
    }
    expect((await listOf('p-wang')).items.map((item) => item.title)).toEqual(['a', 'c', 'b']);
    const counts = await scene.asPerson({ sub: 'p-wang' }, '/api/todos/counts');
    expect(await counts.json()).toEqual({ open: 3, done: 0, overdue: 1 });
  });

  it('refuses a push without the permission, without a token and by another system', async () => {
    expect(
      (await scene.asSystem('payments', '/api/todos/1', { ...put(push), scope: 'todo:read' })).status,
    ).toBe(403);
    await scene.asSystem('payments', '/api/todos/1', put(push));
    expect((await scene.asSystem('budget', '/api/todos/1/done', post({}))).status).toBe(404);
    expect((await scene.asSystem('budget', '/api/todos/1', { method: 'DELETE' })).status).toBe(404);
    expect((await listOf('p-wang')).total).toBe(1);
  });

  it('names every wrong field of a malformed push', async () => {
    const bad = {
      title: '',
      kind: 'k'.repeat(41),
      subjects: [],
      urgency: 'soon',
      link: 'https://evil.example/',
      x: 1,
    };
    const answer = await scene.asSystem('payments', '/api/todos/1', put(bad));
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    const pointers = errors.map((error) => error.pointer);
    for (const field of ['title', 'kind', 'urgency', 'link', 'x'])
      expect(pointers).toContain(`/body/${field}`);
    const nobody = await scene.asSystem('payments', '/api/todos/1', put({ ...push, subjects: [] }));
    expect(nobody.status).toBe(400);
  });

  it.each(['//evil.example/a', '/\\evil.example', 'javascript:alert(1)', 'payments/1'])(
    'refuses the link %s',
    async (link) => {
      expect((await scene.asSystem('payments', '/api/todos/1', put({ ...push, link }))).status).toBe(400);
    },
  );

  it('counts the title by characters, so that rare names are not cut', async () => {
    const title = '𠮷'.repeat(200);
    expect((await scene.asSystem('payments', '/api/todos/1', put({ ...push, title }))).status).toBe(201);
    expect((await listOf('p-wang')).items[0]?.title).toBe(title);
  });
});
