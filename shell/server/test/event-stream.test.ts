import { testDatabases } from '@yimen/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStream, type Stream, until } from './harness/event-stream.ts';
import { nodeOf, publishPage, republishPage } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';

describe.each(testDatabases())('event stream on $name', ({ name, url }) => {
  let portal: TestPortal;
  const streams: Stream[] = [];
  beforeAll(async () => {
    portal = await startPortal(await url(), { heartbeat: 100 });
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => portal.close());

  async function listen(account: 'wangfang' | 'lina' | 'zhangwei', at = portal) {
    const browser = await at.signIn(account);
    const stream = await openStream(at.url, browser);
    streams.push(stream);
    return { browser, stream };
  }
  const notify = async (body: unknown, scope = 'portal:notify') =>
    portal
      .browser()
      .send('/api/notifications', { method: 'POST', body, headers: await portal.bearer('todo', scope) });
  const told = (topic: string) => `event: resource-changed\ndata: {"topic":"${topic}"}\n\n`;

  it('tells exactly the people that a notification names', async () => {
    const [wangfang, lina, zhangwei] = [
      await listen('wangfang'),
      await listen('lina'),
      await listen('zhangwei'),
    ];
    expect(wangfang.stream.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
    expect(wangfang.stream.headers['content-encoding']).toBeUndefined();
    expect((await notify({ topic: 'todo.one', subjects: ['p-lina'] })).status).toBe(204);
    await notify({ topic: 'todo.role', roles: ['payment-reviewer'] });
    await notify({ topic: 'todo.either', subjects: ['p-zhangwei'], roles: ['payment-reviewer'] });
    await notify({ topic: 'todo.none', subjects: [] });
    await notify({ topic: 'todo.all' });
    for (const { stream } of [wangfang, lina, zhangwei]) await until(() => stream.text.includes('todo.all'));
    const topics = ({ text }: Stream) =>
      [...text.matchAll(/"topic":"todo\.(\w+)"/g)].map(([, topic]) => topic).toSorted();
    expect(topics(wangfang.stream)).toEqual(['all', 'either', 'role']);
    expect(topics(lina.stream)).toEqual(['all', 'one']);
    expect(topics(zhangwei.stream)).toEqual(['all', 'either']);
    expect(lina.stream.text).toContain(told('todo.one'));
  });

  it('reaches a person among very many subjects', async () => {
    const { stream } = await listen('lina');
    const subjects = Array.from({ length: 900 }, (_, index) => `somebody-with-a-long-name-${index}`);
    await notify({ topic: 'todo.many', subjects: [...subjects, 'p-lina'] });
    await until(() => stream.text.includes(told('todo.many')));
  });

  it('tells open shells of a published page, if they may see it', async () => {
    const [lina, zhangwei] = [await listen('lina'), await listen('zhangwei')];
    await publishPage(portal, 'bureau-page', [], { audience: { units: ['bureau'] } });
    await republishPage(portal, 'bureau-page', [nodeOf('a', 'todo')]);
    await until(() => lina.stream.text.includes('"pageId":"bureau-page","version":2'));
    await notify({ topic: 'last.word' });
    await until(() => zhangwei.stream.text.includes('last.word'));
    expect(zhangwei.stream.text).not.toContain('bureau-page');
  });

  it('says so and ends when the session ends by sign-out, and the API then answers session-ended', async () => {
    const { browser, stream } = await listen('wangfang');
    const other = await listen('lina');
    const cookies = new Map(browser.jar);
    await browser.api('POST', '/auth/sign-out');
    await until(() => stream.isEnded);
    expect(stream.text).toContain('event: session-ended\ndata: {}\n\n');
    expect(other.stream.isEnded).toBe(false);
    for (const [key, value] of cookies) browser.jar.set(key, value);
    const late = await browser.api('GET', '/api/pages');
    expect(late.json()).toMatchObject({ status: 401, type: 'urn:yimen:problem:session-ended' });
  });

  it('ends when the provider signs the person out at the back channel', async () => {
    const { stream } = await listen('zhangwei');
    const token = await portal.provider.logoutToken('zhangwei', 'portal');
    const answer = await portal.browser().send('/auth/back-channel-logout', {
      method: 'POST',
      body: Buffer.from(new URLSearchParams({ logout_token: token }).toString()),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(200);
    await until(() => stream.isEnded);
    expect(stream.text).toContain('event: session-ended');
  });

  it('shows signs of life', async () => {
    const { stream } = await listen('lina');
    await until(() => stream.text.includes(': beat'));
  });

  it('takes notifications from services only, and right ones only', async () => {
    expect((await portal.browser().send('/api/notifications', { method: 'POST', body: {} })).status).toBe(
      401,
    );
    expect((await notify({ topic: 'todo.x' }, 'registry:publish')).status).toBe(403);
    const bad = await notify({ topic: 'Not a topic', subjects: 'all' });
    expect(bad.status).toBe(400);
    const { errors } = bad.json<{ errors: { pointer: string }[] }>();
    expect(errors.map((error) => error.pointer)).toEqual(['/body/topic', '/body/subjects']);
    expect((await portal.browser().api('GET', '/api/events')).status).toBe(401);
  });

  if (name === 'postgres')
    it('crosses processes: another portal server on the same database', async () => {
      const second = await startPortal(portal.databaseUrl, { provider: portal.provider, heartbeat: 100 });
      const { stream } = await listen('lina', second);
      await notify({ topic: 'todo.across', subjects: ['p-lina'] });
      await until(() => stream.text.includes(told('todo.across')));
      await second.close();
      expect(stream.isEnded).toBe(true);
    });
});
