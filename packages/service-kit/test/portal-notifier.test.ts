import { describe, expect, it, onTestFinished } from 'vitest';
import { clientCredentials, portalNotifier } from '../src/index.ts';
import { testIssuer } from '../src/testing/index.ts';
import { requireToken } from '../src/tokens/require-token.ts';
import { eventually, keptLog, serve } from './serve.ts';

const audience = 'urn:yimen:service:portal';
const scope = 'portal:notify';

/** A portal that answers with the statuses given, then 202, and a notifier for it. */
async function start(statuses: number[] = []) {
  const issuer = await testIssuer();
  onTestFinished(() => issuer.close());
  const received: unknown[] = [];
  let hold: Promise<void> = Promise.resolve();
  const portal = await serve((app) => {
    app.use(requireToken({ issuer: issuer.url, audience, scope }));
    app.use(async (ctx) => {
      await hold;
      ctx.status = statuses.shift() ?? 202;
      if (ctx.status === 202) received.push([ctx.method, ctx.path, ctx.request.body]);
      ctx.body = {};
    });
  });
  const credentials = clientCredentials({
    issuer: issuer.url,
    clientId: 'todo',
    clientSecret: 'secret',
    audience,
    scope,
  });
  const { log, lines } = keptLog();
  const notifier = portalNotifier({ portalUrl: portal.url, credentials, log, pause: 5, capacity: 20 });
  onTestFinished(() => notifier.close());
  const holdUntil = (until: Promise<void>) => {
    hold = until;
  };
  const events = () => lines.map((line) => line.event);
  return { notifier, received, portal, events, holdUntil };
}

describe('portalNotifier', () => {
  it('tells the portal, in order', async () => {
    const { notifier, received } = await start();
    await notifier.notify({ topic: 'todo', subjects: ['wangfang'] });
    await notifier.notify({ topic: 'notices' });
    await eventually(() => received).toEqual([
      ['POST', '/api/notifications', { topic: 'todo', subjects: ['wangfang'] }],
      ['POST', '/api/notifications', { topic: 'notices' }],
    ]);
  });

  it('tries again after failures of the portal, and keeps the order', async () => {
    const { notifier, received, events } = await start([503, 500, 429]);
    await notifier.notify({ topic: 'first' });
    await notifier.notify({ topic: 'second' });
    await eventually(() => received).toHaveLength(2);
    expect(received.map((item) => JSON.stringify(item))).toEqual([
      expect.stringContaining('first'),
      expect.stringContaining('second'),
    ]);
    expect(events()).toEqual(['notification-delayed', 'notification-delayed', 'notification-delayed']);
  });

  it('gives up at once what the portal calls a mistake', async () => {
    const { notifier, received, events } = await start([400]);
    await notifier.notify({ topic: 'wrong' });
    await notifier.notify({ topic: 'right' });
    await eventually(() => received).toHaveLength(1);
    expect(events()).toEqual(['notification-dropped']);
  });

  it('never throws into a request, nor makes it wait', async () => {
    const { notifier, portal, events } = await start();
    await portal.close();
    await notifier.notify({ topic: 'todo' });
    await eventually(events).toContain('notification-dropped');
    expect(events().filter((event) => event === 'notification-delayed')).toHaveLength(7);
  });

  it('says the same thing once while it waits, and drops the oldest when too much waits', async () => {
    const { notifier, received, holdUntil, events } = await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    holdUntil(promise);
    await notifier.notify({ topic: 'under way' });
    for (let count = 0; count < 5; count++) await notifier.notify({ topic: 'again' });
    for (let count = 0; count < 21; count++) await notifier.notify({ topic: `t${count}` });
    resolve();
    await notifier.close();
    const topics = received.map((item) => JSON.stringify(item));
    expect(topics).toHaveLength(21);
    expect(topics.filter((topic) => topic.includes('again'))).toHaveLength(0);
    expect(events().filter((event) => event === 'notification-dropped')).toHaveLength(2);
  });

  it('sends what waits before it closes, and nothing after', async () => {
    const { notifier, received } = await start();
    await notifier.notify({ topic: 'last' });
    await notifier.close();
    await notifier.notify({ topic: 'late' });
    expect(received).toHaveLength(1);
  });
});
