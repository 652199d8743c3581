import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExecutionByUnit } from '../contract/index.ts';
import { type Budget, chief, launcher, startBudget } from './harness/start-budget.ts';

describe.each(testDatabases())('loading budgets on $name', ({ url }) => {
  let budget: Budget;
  beforeAll(async () => {
    budget = await startBudget({ url: await url() });
  });
  afterAll(() => budget.close());

  const name = { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' };
  const put = (path: string, body: unknown) => budget.as(launcher)('PUT', `/api/admin${path}`, body);
  const line = (subjectCode: string, allottedCents: number, january: number) => ({
    subjectCode,
    kind: 'basic',
    allottedCents,
    paidCents: [january, ...Array(11).fill(0)],
  });
  const total = async () =>
    ((await budget.as(chief)('GET', '/api/executions/by-unit')).body as ExecutionByUnit).total;

  it('needs the scope of administration', async () => {
    const body = { code: '205001', name, isDemonstration: true };
    expect((await budget.as(chief)('PUT', '/api/admin/units/edu', body)).status).toBe(403);
    expect((await fetch(`${budget.url}/api/admin/units/edu`, { method: 'PUT' })).status).toBe(401);
  });

  it('replaces a unit’s year as a whole, however often it is sent', async () => {
    await put('/units/edu', { code: '205001', name, isDemonstration: false });
    await put('/subjects/206', { name: { 'zh-CN': '科学技术支出', 'en-US': 'Science' } });
    await put('/subjects/229', { name: { 'zh-CN': '其他支出', 'en-US': 'Other' } });
    for (let time = 0; time < 2; time += 1) {
      const answer = await put('/executions/2026/edu', {
        lines: [line('206', 1_000, 400), line('229', 500, 0)],
      });
      expect(answer.status).toBe(204);
      expect(await total()).toEqual({
        allottedCents: 1_500,
        paidCents: 400,
        balanceCents: 1_100,
        progress: 400 / 1_500,
      });
    }
    await put('/executions/2026/edu', { lines: [line('229', 500, 500)] });
    expect(await total()).toMatchObject({ allottedCents: 500, paidCents: 500, progress: 1 });
    await vi.waitFor(() =>
      expect(budget.portal.requests.at(-1)).toMatchObject({ body: { topic: 'budget.changed' } }),
    );
    await put('/executions/2026/edu', { lines: [] });
    expect(await total()).toEqual({ allottedCents: 0, paidCents: 0, balanceCents: 0, progress: null });
  });

  it('names every unknown and every repeated line, and changes nothing then', async () => {
    const lines = [line('206', 1, 0), line('999', 1, 0), line('206', 2, 0)];
    const refused = await put('/executions/2026/nobody', { lines });
    expect(refused).toMatchObject({
      status: 400,
      body: {
        errors: [
          { pointer: '/params/unitId', detail: '预算单位不存在，请先导入单位' },
          { pointer: '/body/lines/1/subjectCode', detail: '功能分类科目不存在，请先导入科目' },
          { pointer: '/body/lines/2/subjectCode', detail: '同一科目和支出类型只能有一行' },
        ],
      },
    });
    expect(
      (await put('/executions/2026/edu', { lines: [{ ...line('206', -1, 0), paidCents: [1] }] })).status,
    ).toBe(400);
  });

  it('lets the bureau choose how 序时进度 is computed', async () => {
    const elapsed = async () =>
      ((await budget.as(chief)('GET', '/api/executions/by-unit')).body as ExecutionByUnit).asOf.elapsed;
    expect(await elapsed()).toBeCloseTo(11 / 12);
    expect((await put('/settings/elapsed', { formula: 'day' })).status).toBe(204);
    expect(await elapsed()).toBeCloseTo(327 / 365);
    expect((await put('/settings/elapsed', { formula: 'hour' })).status).toBe(400);
  });
});
