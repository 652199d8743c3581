import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutionByMonth, ExecutionBySubject, ExecutionByUnit } from '../contract/index.ts';
import {
  type Budget,
  chief,
  clerk,
  launcher,
  leader,
  loadDemonstration,
  startBudget,
} from './harness/start-budget.ts';

describe.each(testDatabases())('budget execution on $name', ({ url }) => {
  let budget: Budget;
  beforeAll(async () => {
    budget = await startBudget({ url: await url() });
    await loadDemonstration(budget);
  });
  afterAll(() => budget.close());

  const byUnit = async (person = chief, query = ''): Promise<ExecutionByUnit> =>
    (await budget.as(person)('GET', `/api/executions/by-unit${query}`)).body;
  const bySubject = async (person = chief, query = ''): Promise<ExecutionBySubject> =>
    (await budget.as(person)('GET', `/api/executions/by-subject${query}`)).body;

  it('adds up units, with 指标余额 and 执行进度 beside 序时进度', async () => {
    const report = await byUnit();
    expect(report.rows.map(({ id }) => id)).toEqual([
      'security',
      'edu',
      'science',
      'civil',
      'health',
      'housing',
      'agri',
      'transport',
    ]);
    expect(report.asOf).toEqual({
      year: 2026,
      month: 11,
      day: '2026-11-23',
      formula: 'month',
      elapsed: 11 / 12,
    });
    expect(report.isDemonstration).toBe(true);
    for (const row of [...report.rows, report.total]) {
      expect(row.balanceCents).toBe(row.allottedCents - row.paidCents);
      expect(row.progress).toBeCloseTo(row.paidCents / row.allottedCents, 10);
      expect(row.paidCents).toBeLessThanOrEqual(row.allottedCents);
    }
    expect(report.total.paidCents).toBe(report.rows.reduce((sum, { paidCents }) => sum + paidCents, 0));
  });

  it('adds subjects up to their 款 and 类, for one unit and for all', async () => {
    const report = await bySubject(chief, '?unit=edu');
    expect(report.unit).toMatchObject({ id: 'edu', name: { 'zh-CN': '市教育局' } });
    expect(report.rows.length).toBeGreaterThanOrEqual(15);
    const row = (code: string) => report.rows.find((one) => one.code === code);
    expect(row('205')).toMatchObject({ name: { 'zh-CN': '教育支出' }, parentCode: null });
    expect(row('2050202')).toMatchObject({ name: { 'zh-CN': '小学教育' }, parentCode: '20502' });
    const children = report.rows.filter(({ parentCode }) => parentCode === '205');
    expect(row('205')?.paidCents).toBe(children.reduce((sum, { paidCents }) => sum + paidCents, 0));
    const ofUnit = (await byUnit()).rows.find(({ id }) => id === 'edu');
    expect(report.total).toMatchObject({
      allottedCents: ofUnit?.allottedCents,
      paidCents: ofUnit?.paidCents,
    });
    expect((await bySubject()).total).toEqual((await byUnit()).total);
  });

  it('counts up to a month, of a kind, of an earlier year', async () => {
    const [half, year] = [await byUnit(chief, '?month=6'), await byUnit()];
    expect(half.asOf).toMatchObject({ month: 6, day: '2026-06-30', elapsed: 0.5 });
    expect(half.total.paidCents).toBeLessThan(year.total.paidCents);
    const [basic, project] = [await byUnit(chief, '?kind=basic'), await byUnit(chief, '?kind=project')];
    expect(basic.total.allottedCents + project.total.allottedCents).toBe(year.total.allottedCents);
    expect((await byUnit(chief, '?year=2025')).asOf).toMatchObject({
      month: 12,
      day: '2025-12-31',
      elapsed: 1,
    });
    const months: ExecutionByMonth = (await budget.as(chief)('GET', '/api/executions/by-month?unit=edu'))
      .body;
    expect(months.points).toHaveLength(11);
    const [first, last] = [months.points[0], months.points.at(-1)];
    expect(first?.paidCents).toBeLessThan(last?.paidCents ?? 0);
    expect(last?.paidCents).toBe((await bySubject(chief, '?unit=edu')).total.paidCents);
  });

  it('shows the people of a unit their own figures only, the bureau and leaders all (I6)', async () => {
    expect((await byUnit(clerk)).rows.map(({ id }) => id)).toEqual(['edu']);
    expect((await bySubject(clerk)).total).toEqual((await bySubject(chief, '?unit=edu')).total);
    const other = await budget.as(clerk)('GET', '/api/executions/by-subject?unit=health');
    expect(other).toMatchObject({ status: 404, body: { detail: '没有这个预算单位，或者您无权查看' } });
    expect((await byUnit(leader)).rows).toHaveLength(8);
    expect((await byUnit({ sub: 'visitor' })).rows).toEqual([]);
    expect((await budget.as(clerk)('GET', '/api/session')).body).toMatchObject({
      units: [{ id: 'edu' }],
      years: [2026, 2025],
    });
  });

  it('refuses without token, without scope, and tells every mistake of a query', async () => {
    expect((await fetch(`${budget.url}/api/executions/by-unit`)).status).toBe(401);
    expect((await budget.as(launcher)('GET', '/api/executions/by-unit')).status).toBe(403);
    const bad = await budget.as(chief)(
      'GET',
      '/api/executions/by-unit?year=12&month=13&kind=both',
      undefined,
      { 'accept-language': 'en' },
    );
    expect(bad.status).toBe(400);
    expect((bad.body as { errors: unknown[] }).errors).toEqual([
      { pointer: '/query/year', detail: 'The year is 2000 to 2100' },
      { pointer: '/query/month', detail: 'The month is 1 to 12' },
      { pointer: '/query/kind', detail: 'There is no such kind of expenditure' },
    ]);
  });

  it('exports CSV that a spreadsheet reads: byte order mark, exact amounts, in the language of the person', async () => {
    const chinese = await budget.as(chief)(
      'GET',
      '/api/executions.csv?by=subject&unit=edu&money=%E4%B8%87%E5%85%83',
    );
    expect(chinese.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(chinese.headers.get('content-disposition')).toContain(
      encodeURIComponent('预算执行-2026-11-23.csv'),
    );
    expect(chinese.text.charCodeAt(0)).toBe(0xfeff);
    const lines = chinese.text.slice(1).split('\r\n');
    expect(lines[0]).toBe(
      '序号,科目编码,支出功能分类,指标金额（万元）,支付金额（万元）,指标余额（万元）,执行进度,序时进度',
    );
    expect(lines.at(-2)).toBe('演示数据');
    const { total } = await bySubject(chief, '?unit=edu');
    expect(lines.at(-3)?.split(',').slice(2, 4)).toEqual([
      '合计',
      (total.allottedCents / 1_000_000).toFixed(2),
    ]);
    const english = await budget.as(chief)('GET', '/api/executions.csv', undefined, {
      'accept-language': 'en-US',
    });
    expect(english.text).toContain('No.,Unit code,Budget unit,Allotted (CNY)');
    expect(english.text).toContain('Education Bureau');
  });

  it('shows published figures with their source', async () => {
    const { body } = await budget.as(clerk)('GET', '/api/public-figures');
    expect(body).toMatchObject([
      {
        id: 'tianjin-2024-h1',
        source: { 'zh-CN': expect.stringContaining('天津市财政局') },
        groups: [{ total: { amount: '1144.4' } }, {}],
      },
      { id: 'chongqing-2020-may' },
    ]);
  });
});
