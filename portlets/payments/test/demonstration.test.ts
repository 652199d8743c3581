import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentList, PaymentStatus } from '../contract/index.ts';
import { demonstrationRequests } from '../demonstration/index.ts';
import { clerk, launcher, reviewer } from './harness/people.ts';
import { createWorld, type Payments, startPayments, until, type World } from './harness/start-payments.ts';

// A Monday afternoon, so that today, this month and this year all have requests.
const now = Date.parse('2026-11-23T07:30:00Z');

describe.each(testDatabases())('loading requests on $name', ({ url }) => {
  let world: World;
  let payments: Payments;
  let outcomes: unknown[];
  const load = async (at: number) => {
    const found: unknown[] = [];
    for (const { method, path, body } of demonstrationRequests({ now: at })) {
      const answer = await payments.as(launcher)(method, path, body);
      expect([path, answer.status, answer.body]).toEqual([
        path,
        expect.toSatisfy((s) => s < 300),
        answer.body,
      ]);
      if (path.includes('/payments/')) found.push((answer.body as { outcome: string }).outcome);
    }
    return found;
  };
  beforeAll(async () => {
    world = await createWorld();
    payments = await startPayments(world, { url: await url(), clock: () => now });
    outcomes = await load(now);
  });
  afterAll(async () => {
    await payments.close();
    await world.close();
  });

  it('takes over about sixty requests of eight units in every state', async () => {
    expect(outcomes.length).toBeGreaterThanOrEqual(55);
    expect(new Set(outcomes)).toEqual(new Set(['created']));
    const list: PaymentList = (await payments.as(reviewer)('GET', '/api/payments?size=100')).body;
    expect(list.total).toBe(outcomes.length);
    expect(new Set(list.items.map(({ unit }) => unit.id)).size).toBe(8);
    for (const [state, count] of Object.entries(list.counts))
      expect([state, count > 0]).toEqual([state, true]);
    expect(list.counts.submitted).toBeGreaterThanOrEqual(6);
  });

  it('opens a to-do for each request that waits for review or was returned', async () => {
    const list: PaymentList = (await payments.as(reviewer)('GET', '/api/payments')).body;
    const open = list.counts.submitted + list.counts.returned;
    await until('all to-dos have been pushed', () => world.todo.requests.length >= open);
    expect(world.todo.requests.map(({ method }) => method)).toEqual(Array(open).fill('PUT'));
  });

  it('changes nothing when it is repeated, and keeps what people have done', async () => {
    expect(new Set(await load(now))).toEqual(new Set(['unchanged']));
    const list: PaymentList = (await payments.as(reviewer)('GET', '/api/payments?state=submitted')).body;
    const [touched] = list.items;
    const approved = await payments.as(reviewer)(
      'POST',
      `/api/payments/${touched?.id}/approve`,
      {},
      { 'if-match': `"${touched?.revision}"` },
    );
    expect(approved.status).toBe(200);
    const again = await load(now + 1_000);
    expect(again.filter((outcome) => outcome === 'kept')).toHaveLength(1);
    expect(again.filter((outcome) => outcome === 'replaced')).toHaveLength(again.length - 1);
    expect((await payments.as(reviewer)('GET', `/api/payments/${touched?.id}`)).body).toMatchObject({
      state: 'approved',
    });
  });

  it('counts 本日, 本月 and 本年 in the bureau’s time zone', async () => {
    const status = async (query: string): Promise<PaymentStatus> =>
      (await payments.as(reviewer)('GET', `/api/payment-status?${query}`)).body;
    const day = await status('period=day');
    expect(day.period).toEqual({ name: 'day', from: '2026-11-23', to: '2026-11-23' });
    expect(day.rows.map(({ state }) => state)).toEqual([
      'draft',
      'submitted',
      'returned',
      'approved',
      'paid',
    ]);
    const sum = ({ rows }: PaymentStatus) => rows.reduce((total, { count }) => total + count, 0);
    const [month, year] = [await status('period=month'), await status('period=year')];
    expect(sum(day)).toBeGreaterThan(0);
    expect(sum(month)).toBeGreaterThan(sum(day));
    expect(sum(year)).toBeGreaterThan(sum(month));
    const edu = await status('period=year&unit=edu');
    expect(edu.unit).toEqual({ id: 'edu', name: { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' } });
    expect(sum(edu)).toBeLessThan(sum(year));
    expect((await payments.as(clerk)('GET', '/api/payment-status?unit=health')).status).toBe(404);
    expect((await payments.as(clerk)('GET', '/api/payment-status?period=decade')).body).toMatchObject({
      errors: [{ pointer: '/query/period', detail: '期间应为本日、本月或本年' }],
    });
  });

  it('finds by keyword, unit, amount and day, and adds up what it finds', async () => {
    const find = async (query: string): Promise<PaymentList> =>
      (await payments.as(reviewer)('GET', `/api/payments?${query}`)).body;
    const printing = await find(`text=${encodeURIComponent('印刷')}`);
    expect(printing.items.every(({ purpose, payeeName }) => `${purpose}${payeeName}`.includes('印刷'))).toBe(
      true,
    );
    expect(printing.amountCents).toBe(printing.items.reduce((sum, item) => sum + item.amountCents, 0));
    expect((await find('text=%25')).total).toBe(0);
    const dear = await find('unit=transport&amountFrom=100000000');
    expect(dear.items.map(({ amountCents }) => amountCents).sort()).toEqual([184_600_000, 240_000_000]);
    const old = await find('createdTo=2026-08-31');
    expect(old.total).toBeGreaterThan(0);
    const page = await find('size=5&page=2');
    expect([page.items.length, page.total]).toEqual([5, outcomes.length]);
    const bad = await payments.as(reviewer)('GET', '/api/payments?state=lost&page=0&createdFrom=yesterday');
    expect(
      (bad.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer).sort(),
    ).toEqual(['/query/createdFrom', '/query/page', '/query/state']);
  });

  it('needs the scope of administration and refuses impossible histories', async () => {
    const [request] = demonstrationRequests({ now }).slice(-1);
    expect((await payments.as(reviewer)('PUT', request?.path ?? '', request?.body)).status).toBe(403);
    const body = structuredClone(request?.body) as {
      number: string;
      steps: { action: string; at: number }[];
    };
    body.number = 'ZFYS-9999';
    body.steps = [
      { ...body.steps[0], action: 'create', at: now },
      { ...body.steps[0], action: 'pay', at: now - 1 },
    ];
    const refused = await payments.as(launcher)('PUT', '/api/admin/payments/impossible', body);
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/body/steps/1/at' }, { pointer: '/body/steps/1/action' }] },
    });
    body.number = 'ZFYS-0001';
    body.steps = body.steps.slice(0, 1);
    expect((await payments.as(launcher)('PUT', '/api/admin/payments/double', body)).status).toBe(409);
  });
});
