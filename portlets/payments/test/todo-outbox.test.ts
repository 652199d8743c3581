import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentDetail } from '../contract/index.ts';
import { clerk, draft, loadUnits, reviewer } from './harness/people.ts';
import {
  createWorld,
  type Payments,
  spawnPayments,
  startPayments,
  until,
  type World,
} from './harness/start-payments.ts';

describe.each(testDatabases())('to-dos of payment requests on $name', ({ url }) => {
  let world: World;
  let payments: Payments;
  let databaseUrl: string;
  beforeEach(async () => {
    world = await createWorld();
    databaseUrl = await url();
    payments = await startPayments(world, { url: databaseUrl });
    await loadUnits(payments);
  });
  afterEach(async () => {
    await payments.close();
    await world.close();
  });

  const act = async (
    person: typeof clerk,
    payment: PaymentDetail,
    action: string,
    opinion?: string,
  ): Promise<PaymentDetail> =>
    (
      await payments.as(person)(
        'POST',
        `/api/payments/${payment.id}/${action}`,
        opinion === undefined ? {} : { opinion },
        {
          'if-match': `"${payment.revision}"`,
        },
      )
    ).body;
  const create = async (): Promise<PaymentDetail> =>
    (await payments.as(clerk)('POST', '/api/payments', draft)).body;
  const asked = () => world.todo.requests.map(({ method, path }) => `${method} ${path}`);

  it('open for the reviewers on 送审, are done on 退回, open for the clerk, and are done on 送审 again', async () => {
    let payment = await act(clerk, await create(), 'submit');
    const first = `/api/todos/${payment.id}.${payment.revision}`;
    payment = await act(reviewer, payment, 'return', '缺少合同');
    const second = `/api/todos/${payment.id}.${payment.revision}`;
    payment = await act(clerk, payment, 'submit');
    const third = `/api/todos/${payment.id}.${payment.revision}`;
    await act(reviewer, payment, 'approve');
    await until('all requests have arrived', () => world.todo.requests.length === 6);
    expect(asked()).toEqual([
      `PUT ${first}`,
      `POST ${first}/done`,
      `PUT ${second}`,
      `POST ${second}/done`,
      `PUT ${third}`,
      `POST ${third}/done`,
    ]);
    const [review, done, returned] = world.todo.requests;
    expect(review?.authorization).toMatch(/^Bearer /);
    expect(review?.body).toMatchObject({
      title: '审核支付申请：市教育局 实验小学操场维修工程款（128,000.00 元）',
      roles: ['payment-reviewer'],
      subjects: [],
      link: `/payments/${payment.id}`,
      urgency: 'normal',
    });
    expect(done?.body).toEqual({ by: 'wangfang', result: '已退回' });
    expect(returned?.body).toMatchObject({ subjects: ['zhangwei'], roles: [] });
  });

  it('are taken away on 撤销', async () => {
    const payment = await act(clerk, await create(), 'submit');
    const returned = await act(reviewer, payment, 'return', '重复申请');
    await act(clerk, returned, 'withdraw');
    await until('the to-do is withdrawn', () =>
      asked().includes(`DELETE /api/todos/${payment.id}.${returned.revision}`),
    );
  });

  it('survive a restart while the to-do service is away, and arrive in order', async () => {
    world.todo.answer = () => 0;
    const payment = await act(clerk, await create(), 'submit');
    await act(reviewer, payment, 'approve');
    await until('a delivery has failed', () =>
      payments.logLines.some((line) => line.includes('todo-delivery-failed')),
    );
    await payments.close();
    world.todo.answer = () => 200;
    // As after kill -9: nothing is in memory, and the claim of the dead process has run out.
    payments = await startPayments(world, { url: databaseUrl, clock: () => Date.now() + 60_000 });
    const path = `/api/todos/${payment.id}.${payment.revision}`;
    await until('both requests have arrived', () => world.todo.requests.length === 2);
    expect(asked()).toEqual([`PUT ${path}`, `POST ${path}/done`]);
  });

  it('are not lost with a process that is killed right after its answer', async () => {
    await payments.close();
    world.todo.answer = () => 0;
    const killed = await spawnPayments(world, databaseUrl);
    const created: PaymentDetail = (await killed.as(clerk)('POST', '/api/payments', draft)).body;
    const path = `/api/payments/${created.id}/submit`;
    const answer = await killed.as(clerk)('POST', path, {}, { 'if-match': `"${created.revision}"` });
    await killed.kill();
    expect(answer.status).toBe(200);
    world.todo.answer = () => 200;
    payments = await startPayments(world, { url: databaseUrl, clock: () => Date.now() + 60_000 });
    await until('the to-do has arrived', () => asked().length === 1);
    const kept = await payments.as(reviewer)('GET', `/api/payments/${created.id}`);
    expect(kept.body).toMatchObject({ state: 'submitted' });
  });

  it('are tried again after an error of the service', async () => {
    let refusals = 2;
    world.todo.answer = () => (refusals-- > 0 ? 503 : 200);
    await act(clerk, await create(), 'submit');
    await until('it was delivered at last', () => world.todo.requests.length === 3);
  });

  it('do not hold up others when the service refuses one for good', async () => {
    world.todo.answer = ({ method }) => (method === 'PUT' ? 422 : 200);
    const payment = await act(clerk, await create(), 'submit');
    await act(reviewer, payment, 'approve');
    await until('the next request has arrived', () => asked().some((line) => line.startsWith('POST ')));
    expect(payments.logLines.some((line) => line.includes('todo-refused'))).toBe(true);
    expect(world.todo.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});
