import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, Visit } from '../browser.ts';
import { enrolOn, movingClock, require, startSignIn } from '../factors/factor-kit.ts';
import { codeOf } from '../second-factor.ts';
import {
  authorizationUrl,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../sso-fixture.ts';

const another = 'Another-horse-77';

// A proof that was given and not followed is worth nothing after the person was thrown out.
describe.each(testDatabases())('a banked sign-in on $name', (database) => {
  const clock = movingClock();
  let sso: Sso;
  let portal: RelyingPartyKit;
  let treasury: RelyingPartyKit;
  let administrator: string;
  let username: string;
  let count = 0;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: clock.now });
    await sso.organise();
    portal = await sso.relyingParty('portal');
    treasury = await sso.relyingParty('treasury');
    await require(sso, 'relying-party', 'treasury', { minimumAcr: 'urn:yimen:acr:second-factor' });
    administrator = await sso.administrator('system-administrator');
  });
  beforeEach(async () => {
    username = `person-${++count}`;
    await sso.person(username);
  });
  afterAll(() => sso.close());

  const sub = () => `p-${username}`;
  const administer = (method: string, path: string) =>
    sso.administer(method, path, { bearer: administrator, ...(method === 'POST' && { body: {} }) });

  /** Name and password are right, and nobody follows: where it would go on. */
  async function bankPassword(browser: Browser): Promise<string> {
    const page = await browser.open((await authorizationUrl(portal)).url);
    const answer = await browser.bank(page, { username, password });
    expect(answer.status).toBe(303);
    return answer.headers.get('location') ?? '';
  }

  const sessions = () =>
    sso.db.query.selectFrom('session').select(['uid', 'acr']).where('account_id', '=', sub()).execute();

  async function changePassword(browser: Browser): Promise<void> {
    const form = await browser.open('/account/password');
    const done = await browser.submit(form, { current: password, password: another, again: another });
    expect(done.status).toBe(200);
  }

  async function answerNotMe(browser: Browser): Promise<void> {
    // Somebody else has signed in on another device, which she is asked about.
    await signIn(sso.browser(), portal, { username });
    const page = await browser.open('/account/sessions');
    const answered = await browser.submit(page, { answer: 'not-me' }, '/notice');
    expect(answered.url).toContain('done=disowned');
  }

  it('opens a session while nobody was thrown out', async () => {
    const thief = sso.browser();
    expect((await thief.open(await bankPassword(thief))).url).toContain('code=');
    expect(await sessions()).toHaveLength(1);
  });

  const ways: [string, (owner: Browser) => Promise<unknown>][] = [
    ['she changes her password', changePassword],
    [
      'she ends all other sessions',
      async (owner) => {
        await signIn(sso.browser(), portal, { username });
        const page = await owner.open('/account/sessions');
        expect((await owner.submit(page, {}, '/end-others')).url).toContain('done=ended-others');
      },
    ],
    ['she answers "not me"', answerNotMe],
    ['her password is reset', () => administer('POST', `people/${sub()}/reset-password`)],
    ['an administrator ends her sessions', () => administer('DELETE', `people/${sub()}/sessions`)],
    [
      'her account is disabled and enabled again',
      async () => {
        expect((await administer('POST', `people/${sub()}/disable`)).status).toBe(200);
        expect((await administer('POST', `people/${sub()}/enable`)).status).toBe(200);
      },
    ],
    ['a role is taken from her', () => sso.person(username, { roles: [] })],
  ];

  it.each(ways)('opens nothing after %s', async (_way, act) => {
    const owner = sso.browser();
    await signIn(owner, portal, { username });
    const thief = sso.browser();
    const waiting = await bankPassword(thief);
    await act(owner);
    const kept = await sessions();
    const visit = await thief.open(waiting);
    expect(visit.body).toContain('id="password"');
    expect(visit.url).not.toContain('code=');
    expect(await sessions()).toEqual(kept);
    expect((await thief.open((await authorizationUrl(portal, { prompt: 'none' })).url)).url).toContain(
      'login_required',
    );
  });

  it('is refused by its generation alone, should its page still stand, and that is written down', async () => {
    const thief = sso.browser();
    const waiting = await bankPassword(thief);
    await sso.db.transaction((trx) => sso.services.generations.raise(trx, sub()));
    expect((await thief.open(waiting)).body).toContain('id="password"');
    expect(await sessions()).toEqual([]);
    const rows = await sso.db.query
      .selectFrom('audit_event')
      .select(['outcome', 'detail_json'])
      .where('sub', '=', sub())
      .where('event', '=', 'sign-in-failed')
      .execute();
    expect(rows).toEqual([{ outcome: 'failure', detail_json: { reason: 'outdated' } }]);
  });

  /** A person with an authenticator, signed in with it. */
  async function withFactor() {
    const owner = sso.browser();
    const { page } = await startSignIn(owner, treasury, { username });
    const { secret, callback } = await enrolOn(owner, page, clock.now());
    expect(callback.url).toContain('code=');
    clock.forward(30_000);
    return { owner, secret };
  }

  async function bankFactor(browser: Browser, page: Visit, secret: string): Promise<string> {
    const answer = await browser.bank(page, { code: codeOf(secret, clock.now()) }, '/factor');
    expect(answer.status).toBe(303);
    clock.forward(30_000);
    return answer.headers.get('location') ?? '';
  }

  it('with a second factor opens nothing after her second factors were reset', async () => {
    const { secret } = await withFactor();
    const security = await sso.administrator('security-administrator');
    const thief = sso.browser();
    const { page } = await startSignIn(thief, treasury, { username });
    const waiting = await bankFactor(thief, page, secret);
    const asked = await sso.administer('POST', `people/${sub()}/reset-factors`, {
      bearer: administrator,
      body: {},
    });
    const { pendingChange } = (await asked.json()) as { pendingChange: { id: string } };
    const approved = await sso.administer('POST', `pending-changes/${pendingChange.id}/approve`, {
      bearer: security,
      body: {},
    });
    expect(approved.status).toBe(200);
    const visit = await thief.open(waiting);
    expect(visit.body).toContain('id="password"');
    expect(await sessions()).toEqual([]);
  });

  it('with a second factor that she has removed raises no session', async () => {
    const { owner, secret } = await withFactor();
    const thief = sso.browser();
    const { page } = await startSignIn(thief, treasury, { username });
    const waiting = await bankFactor(thief, page, secret);
    const list = await owner.open('/account/factors');
    await owner.submit(list, {}, '/remove');
    expect((await owner.open('/account/factors')).body).toContain('您还没有设置二次验证');
    const visit = await thief.open(waiting);
    expect(visit.url).not.toContain('code=');
    const acrs = (await sessions()).map(({ acr }) => acr).sort();
    expect(acrs).toEqual(['urn:yimen:acr:password', 'urn:yimen:acr:second-factor']);
  });

  it('goes on through a password that is due: what the same session has proved stays', async () => {
    await sso.db.query
      .updateTable('credential')
      .set({ is_change_required: true })
      .where('sub', '=', sub())
      .execute();
    const browser = sso.browser();
    const due = await browser.open((await authorizationUrl(portal)).url);
    const form = await browser.submit(due, { username, password });
    expect(form.body).toContain('name="again"');
    const visit = await browser.submit(
      form,
      { current: password, password: another, again: another },
      '/password',
    );
    expect(visit.url).toContain('code=');
  });
});
