import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPasswordHasher, type PasswordHasher } from '../../accounts/password-hasher.ts';
import {
  authorizationUrl,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../sso-fixture.ts';

/** Real checks that can be held up after they have read what they compare with. */
function heldHasher() {
  const real = createPasswordHasher();
  let gate: { arrived: () => void; open: Promise<void> } | undefined;
  const hasher: PasswordHasher = {
    ...real,
    async verify(...given) {
      const matches = await real.verify(...given);
      const held = gate;
      gate = undefined;
      held?.arrived();
      await held?.open;
      return matches;
    },
  };
  return {
    hasher,
    /** The next check is under way when `arrived` settles, and answers after `release`. */
    hold() {
      const arrived = Promise.withResolvers<void>();
      const open = Promise.withResolvers<void>();
      gate = { arrived: arrived.resolve, open: open.promise };
      return { arrived: arrived.promise, release: open.resolve };
    },
  };
}

describe.each(testDatabases())('a throw-out in the middle of a sign-in on $name', (database) => {
  const { hasher, hold } = heldHasher();
  let sso: Sso;
  let portal: RelyingPartyKit;
  let administrator: string;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), hasher });
    await sso.organise();
    portal = await sso.relyingParty('portal');
    administrator = await sso.administrator('system-administrator');
  });
  afterAll(() => sso.close());

  const reset = async (sub: string) => {
    const answer = await sso.administer('POST', `people/${sub}/reset-password`, {
      bearer: administrator,
      body: {},
    });
    expect(answer.status).toBe(200);
  };
  const sessionsOf = (sub: string) =>
    sso.db.query.selectFrom('session').select('uid').where('account_id', '=', sub).execute();

  it('opens nothing when the password is reset while it is being checked', async () => {
    const sub = await sso.person('wangfang');
    const thief = sso.browser();
    const page = await thief.open((await authorizationUrl(portal)).url);
    const check = hold();
    const submitted = thief.submit(page, { username: 'wangfang', password });
    await check.arrived;
    await reset(sub);
    check.release();
    const visit = await submitted;
    expect(visit.url).not.toContain('code=');
    expect(visit.body).toContain('id="password"');
    expect(await sessionsOf(sub)).toEqual([]);
  });

  it('sets no new password when the old one is reset while it is being checked', async () => {
    const sub = await sso.person('lina');
    const thief = sso.browser();
    await signIn(thief, portal, { username: 'lina' });
    const form = await thief.open('/account/password');
    const check = hold();
    const thiefs = 'Thief-horse-1234';
    const submitted = thief.submit(form, { current: password, password: thiefs, again: thiefs });
    await check.arrived;
    await reset(sub);
    check.release();
    expect((await submitted).status).toBe(422);
    expect(await sso.services.credentials.find(sub)).toBeUndefined();
  });

  it('either ends the session that is just beginning or keeps it from beginning', async () => {
    const sub = await sso.person('zhaolei');
    const { services, db } = sso;
    const at = services.now();
    const begin = (uid: string, generation: number) =>
      services.sessions.begin(
        {
          uid,
          account_id: sub,
          login_ts: 1,
          acr: null,
          amr_json: ['pwd'],
          is_transient: false,
          state_json: null,
          ip: null,
          user_agent: null,
          created_at: at,
          seen_at: at,
          expires_at: at + 60_000,
        },
        sub,
        generation,
      );
    for (let round = 0; round < 20; round++) {
      const generation = await services.generations.current(sub);
      const begun = [0, 1, 2].map((tab) => begin(`racing-${round}-${tab}`, generation));
      const ended = db.transaction((trx) => services.ender.endAllOf(trx, sub, 'ended-by-administrator'));
      await Promise.all([...begun, ended]);
      expect(await sessionsOf(sub)).toEqual([]);
      expect(await begin(`late-${round}`, generation)).toBe(false);
    }
    expect(await begin('in-time', await services.generations.current(sub))).toBe(true);
    expect(await sessionsOf(sub)).toEqual([{ uid: 'in-time' }]);
  });

  it('begins the request anew when she is thrown out between the look and the session', async () => {
    const sub = await sso.person('sunyi');
    const browser = sso.browser();
    const page = await browser.open((await authorizationUrl(portal)).url);
    const { location } = Object.fromEntries(
      (await browser.bank(page, { username: 'sunyi', password })).headers,
    );
    // The look at the account comes after the look at the generation.
    const { people } = sso.services;
    const { member } = people;
    people.member = async (asked) => {
      people.member = member;
      if (asked === sub)
        await sso.db.transaction((trx) => sso.services.ender.endAllOf(trx, sub, 'password-changed'));
      return member(asked);
    };
    const visit = await browser.open(location ?? '');
    expect(visit.body).toContain('id="password"');
    expect(visit.url).not.toContain('code=');
    expect(await sessionsOf(sub)).toEqual([]);
  });
});
