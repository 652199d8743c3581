import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentDetail } from '../contract/index.ts';
import { clerk, draft, healthClerk, leader, loadUnits, reviewer, secondReviewer } from './harness/people.ts';
import { createWorld, type Payments, startPayments, until, type World } from './harness/start-payments.ts';

describe.each(testDatabases())('payment requests on $name', ({ url }) => {
  let world: World;
  let payments: Payments;
  beforeAll(async () => {
    world = await createWorld();
    payments = await startPayments(world, { url: await url() });
    await loadUnits(payments);
  });
  afterAll(async () => {
    await payments.close();
    await world.close();
  });

  const create = async (): Promise<PaymentDetail> =>
    (await payments.as(clerk)('POST', '/api/payments', draft)).body;
  const act = (person: typeof clerk, payment: PaymentDetail, action: string, opinion?: string) =>
    payments.as(person)(
      'POST',
      `/api/payments/${payment.id}/${action}`,
      opinion === undefined ? {} : { opinion },
      {
        'if-match': `"${payment.revision}"`,
      },
    );
  const submitted = async (): Promise<PaymentDetail> => (await act(clerk, await create(), 'submit')).body;

  it('goes from draft to paid and keeps its history', async () => {
    const created = await payments.as(clerk)('POST', '/api/payments', draft);
    expect(created.status).toBe(201);
    let payment: PaymentDetail = created.body;
    expect(created.headers.get('location')).toBe(`/api/payments/${payment.id}`);
    expect(payment).toMatchObject({ state: 'draft', actions: ['submit', 'withdraw'], mayEdit: true });
    expect(payment.number).toMatch(/^ZF\d{8}-\d{4}$/);
    payment = (await act(clerk, payment, 'submit')).body;
    expect(payment).toMatchObject({ state: 'submitted', actions: [], mayEdit: false });
    payment = (await act(reviewer, payment, 'approve', '材料齐全，同意支付')).body;
    expect(payment).toMatchObject({ state: 'approved', actions: ['pay'] });
    payment = (await act(secondReviewer, payment, 'pay')).body;
    expect(payment).toMatchObject({ state: 'paid', actions: [] });
    expect(payment.history.map(({ action, by, to, opinion }) => [action, by, to, opinion])).toEqual([
      ['create', '张伟', 'draft', ''],
      ['submit', '张伟', 'submitted', ''],
      ['approve', '王芳', 'approved', '材料齐全，同意支付'],
      ['pay', '李娜', 'paid', ''],
    ]);
  });

  it('masks accounts, except for the clerk who edits', async () => {
    const payment = await create();
    expect(payment.payee.account).toBe('6222 **** **** 0123');
    expect(payment.payer.account).toBe('3200 **** **** 2345');
    const form = await payments.as(clerk)('GET', `/api/payments/${payment.id}/draft`);
    expect(form.body).toMatchObject({ revision: 1, draft: { payeeAccount: draft.payeeAccount } });
    const other = await payments.as(reviewer)('GET', `/api/payments/${payment.id}/draft`);
    expect(other.status).toBe(403);
    const list = await payments.as(reviewer)('GET', '/api/payments');
    expect(JSON.stringify(list.body)).not.toContain(draft.payeeAccount);
  });

  it('can be returned with a reason, edited and submitted again', async () => {
    const payment = await submitted();
    const without = await act(reviewer, payment, 'return');
    expect(without.status).toBe(400);
    expect(without.body).toMatchObject({
      errors: [{ pointer: '/body/opinion', detail: '请填写退回原因，2 至 200 个字' }],
    });
    const returned: PaymentDetail = (await act(reviewer, payment, 'return', '缺少合同')).body;
    expect(returned.state).toBe('returned');
    const edited = await payments.as(clerk)(
      'PUT',
      `/api/payments/${payment.id}`,
      { ...draft, amountCents: 9_900_000 },
      { 'if-match': `"${returned.revision}"` },
    );
    expect(edited.body).toMatchObject({ amountCents: 9_900_000, state: 'returned' });
    const again: PaymentDetail = (await act(clerk, edited.body, 'submit')).body;
    expect(again.history.map(({ action }) => action)).toEqual([
      'create',
      'submit',
      'return',
      'edit',
      'submit',
    ]);
  });

  it('tells every mistake of a draft at once, in the language of the person', async () => {
    const bad = {
      ...draft,
      amountCents: 0,
      purpose: '',
      payeeAccount: '12ab',
      paymentMethod: 'barter',
      contactPhone: '1',
    };
    const chinese = await payments.as(clerk)('POST', '/api/payments', bad);
    expect(chinese.status).toBe(400);
    const { errors } = chinese.body as { errors: { pointer: string; detail: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/body/amountCents',
      '/body/contactPhone',
      '/body/payeeAccount',
      '/body/paymentMethod',
      '/body/purpose',
    ]);
    expect(errors.find(({ pointer }) => pointer === '/body/payeeAccount')?.detail).toBe(
      '请填写收款人账号，6 至 32 位数字',
    );
    const english = await payments.as(clerk)('POST', '/api/payments', bad, { 'accept-language': 'en-US' });
    expect(JSON.stringify(english.body)).toContain('Enter the account of the payee, 6 to 32 digits');
    const project = await payments.as(clerk)('POST', '/api/payments', { ...draft, projectCode: 'P-unknown' });
    expect(project.body).toMatchObject({
      errors: [{ pointer: '/body/projectCode', detail: '请选择本单位的预算项目' }],
    });
    const nothing = await payments.as(clerk)('POST', '/api/payments', {});
    expect((nothing.body as { errors: unknown[] }).errors).toHaveLength(14);
  });

  it('refuses who may not: no token 401, no right 403, not hers 404', async () => {
    const payment = await submitted();
    expect((await fetch(`${payments.url}/api/payments`)).status).toBe(401);
    expect(
      (await payments.as({ ...clerk, scope: 'payments:read' })('POST', '/api/payments', draft)).status,
    ).toBe(403);
    const approving = await act(clerk, payment, 'approve');
    expect(approving).toMatchObject({ status: 403, body: { detail: '只有支付审核岗可以审核、退回和支付' } });
    expect((await act(leader, payment, 'approve')).status).toBe(403);
    const own = { ...clerk, roles: ['payment-clerk', 'payment-reviewer'] };
    expect(await act(own, payment, 'approve')).toMatchObject({
      status: 403,
      body: { reason: 'own-request' },
    });
    for (const action of ['submit', 'withdraw', 'approve']) {
      expect(await act(healthClerk, payment, action)).toMatchObject({
        status: 404,
        body: { reason: 'no-payment' },
      });
    }
    expect((await payments.as(healthClerk)('GET', `/api/payments/${payment.id}`)).status).toBe(404);
    expect((await payments.as(reviewer)('POST', '/api/payments', draft)).status).toBe(403);
  });

  it('shows a clerk her unit only, reviewers and leaders all (I6)', async () => {
    const payment = await create();
    const search = `/api/payments?text=${payment.number}`;
    expect((await payments.as(healthClerk)('GET', search)).body).toMatchObject({
      items: [],
      total: 0,
      counts: { all: 0 },
    });
    expect((await payments.as({ sub: 'nobody' })('GET', search)).body).toMatchObject({
      items: [],
      counts: { all: 0 },
    });
    for (const person of [clerk, reviewer, leader]) {
      expect((await payments.as(person)('GET', search)).body).toMatchObject({
        items: [{ id: payment.id }],
        total: 1,
      });
    }
    const session = await payments.as(healthClerk)('GET', '/api/session');
    expect(session.body).toMatchObject({
      units: [{ id: 'health' }],
      permissions: { create: true, seesAllUnits: false },
    });
  });

  it('lets one of two reviewers win and tells the other plainly', async () => {
    const payment = await submitted();
    const answers = await Promise.all([
      act(reviewer, payment, 'approve'),
      act(secondReviewer, payment, 'return', '金额有误'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const loser = answers.find(({ status }) => status === 412);
    const current: PaymentDetail = (await payments.as(reviewer)('GET', `/api/payments/${payment.id}`)).body;
    expect(current.history).toHaveLength(3);
    const winner = current.history.at(-1)?.by;
    expect(loser?.body).toMatchObject({
      reason: 'outdated',
      title: '内容已被他人修改，请刷新后重试',
      detail: expect.stringContaining(`${winner} 刚刚处理过这笔申请`),
    });
  });

  it('refuses what the state does not allow, and a change without a revision', async () => {
    const payment = await create();
    const early = await act(reviewer, payment, 'approve');
    expect(early).toMatchObject({ status: 409, body: { detail: '这笔申请现在是“待送审”，不能审核。' } });
    const blind = await payments.as(clerk)('POST', `/api/payments/${payment.id}/submit`, {});
    expect(blind).toMatchObject({ status: 400, body: { errors: [{ pointer: '/headers/if-match' }] } });
    const sent: PaymentDetail = (await act(clerk, payment, 'submit')).body;
    const editing = await payments.as(clerk)('PUT', `/api/payments/${payment.id}`, draft, {
      'if-match': `"${sent.revision}"`,
    });
    expect(editing).toMatchObject({ status: 409, body: { reason: 'not-editable' } });
    const gone = await act(clerk, await create(), 'withdraw');
    expect(gone.body).toMatchObject({ state: 'withdrawn', actions: [], mayEdit: false });
  });

  it('gives numbers without doubles, however many draft at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, create));
    expect(new Set(made.map(({ number }) => number)).size).toBe(12);
  });

  it('tells the portal that payments have changed', async () => {
    world.portal.requests.length = 0;
    await create();
    await until('the portal is told', () => world.portal.requests.length > 0);
    expect(world.portal.requests[0]).toMatchObject({
      path: '/api/notifications',
      body: { topic: 'payments.changed' },
    });
  });
});
