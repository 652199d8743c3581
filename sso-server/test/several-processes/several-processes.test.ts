import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../browser.ts';
import { discoveryOptions, type RelyingPartyKit, type Sso, signIn, startSso } from '../sso-fixture.ts';
import { type Balancer, freePort, startBalancer, startNode, stopNode } from './cluster.ts';

const postgres = testDatabases().filter(({ name }) => name === 'postgres');
const people = Array.from({ length: 10 }, (_, index) => `person${index}`);

describe.each(postgres)('three processes behind one address on $name, none sticky', (database) => {
  let databaseUrl: string;
  let balancer: Balancer;
  /** In this process, on the same database: for setting up and for looking. */
  let desk: Sso;
  const start = async () => startNode({ databaseUrl, publicUrl: balancer.url, port: await freePort() });

  beforeAll(async () => {
    databaseUrl = await database.url();
    balancer = await startBalancer();
    desk = await startSso({ databaseUrl });
    await desk.organise();
    for (const person of people) await desk.person(person);
    balancer.nodes.push(...(await Promise.all([start(), start(), start()])));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(balancer.nodes.map((node) => stopNode(node, 'SIGKILL')));
    await balancer.close();
    await desk.close();
  });

  /** Registered at the desk, used at the address of the cluster. */
  async function partyOf(id: string, overrides = {}): Promise<RelyingPartyKit> {
    const party = await desk.relyingParty(id, overrides);
    await expect.poll(() => isUnknownSomewhere(id), { timeout: 10_000 }).toBe(false);
    const how = client.ClientSecretBasic(party.secret);
    return {
      ...party,
      configuration: await client.discovery(new URL(balancer.url), id, undefined, how, discoveryOptions),
    };
  }

  /** One request after the other goes to another process, and the message of a change is on its way for a moment. */
  async function isUnknownSomewhere(id: string): Promise<boolean> {
    const address = `${balancer.url}/auth?client_id=${id}&response_type=code`;
    const pages: string[] = [];
    for (const _node of balancer.nodes) {
      pages.push(await (await fetch(address, { headers: { accept: 'text/html' } })).text());
    }
    return pages.some((page) => page.includes('invalid_client'));
  }

  it('signs many people in at once, each request at another process, without one failure', async () => {
    const parties = await Promise.all([partyOf('budget'), partyOf('payments'), partyOf('contracts')]);
    balancer.served.clear();
    const results = await Promise.allSettled(
      people.flatMap((username) => {
        const browser = new Browser(balancer.url);
        return [
          (async () => {
            const [first, ...others] = parties;
            if (!first) throw new Error('no party');
            await signIn(browser, first, { username });
            // Then the other systems at the same time, silently.
            await Promise.all(
              others.map((party) => signIn(browser, party, { username, extra: { prompt: 'none' } })),
            );
          })(),
        ];
      }),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(balancer.served.size).toBe(3);
    const counts = [...balancer.served.values()];
    expect(Math.max(...counts) - Math.min(...counts), 'evenly spread').toBeLessThanOrEqual(counts.length);
    const recorded = await desk.db.query.selectFrom('session_client').selectAll().execute();
    expect(recorded.length).toBe(people.length * parties.length);
  });

  it('S7: what is registered or changed at one process is known at the others at once', async () => {
    const party = await partyOf('notices');
    for (let i = 0; i < 3; i++) await signIn(new Browser(balancer.url), party, { username: 'person0' });
    await desk.relyingParty('notices', { clientSecret: party.secret, isActive: false });
    const answers: number[] = [];
    const ask = async () => (await fetch(`${balancer.url}/auth?client_id=notices&response_type=code`)).status;
    // The message is on its way for a moment; then it holds at every process.
    await expect
      .poll(async () => {
        answers.splice(0, answers.length, await ask(), await ask(), await ask());
        const pages = await Promise.all(
          [0, 1, 2].map(async () =>
            (
              await fetch(`${balancer.url}/auth?client_id=notices&response_type=code`, {
                headers: { accept: 'text/html' },
              })
            ).text(),
          ),
        );
        return pages.every((page) => page.includes('invalid_client'));
      })
      .toBe(true);
    expect(answers).toEqual([400, 400, 400]);
  });

  it('S7: so are resources and the organisation', async () => {
    const ledger = 'urn:yimen:service:ledger';
    const directory = 'urn:yimen:service:sso';
    await desk.resource('ledger', ['ledger:read', 'ledger:write']);
    const party = await partyOf('reader', {
      ...{ grantTypes: ['client_credentials'], redirectUris: [] },
      resources: { [ledger]: ['ledger:read'], [directory]: ['directory:read'] },
    });
    const ask = (resource: string, scope: string) =>
      fetch(`${balancer.url}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${party.id}:${party.secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope }),
      });
    // One after the other: each goes to the next process.
    const atEach = async <T>(of: () => Promise<T>) => [await of(), await of(), await of()];
    const statuses = () => atEach(async () => (await ask(ledger, 'ledger:read')).status);
    await expect.poll(statuses).toEqual([200, 200, 200]);
    await desk.resource('ledger', ['ledger:write']);
    await expect.poll(statuses).toEqual([400, 400, 400]);

    const { access_token } = (await (await ask(directory, 'directory:read')).json()) as {
      access_token: string;
    };
    const nameOfUnit = async () => {
      const headers = { authorization: `Bearer ${access_token}` };
      const answer = await fetch(`${balancer.url}/api/directory/units`, { headers });
      const { units } = (await answer.json()) as { units: { id: string; name: { 'zh-CN': string } }[] };
      return units.find(({ id }) => id === 'edu')?.name['zh-CN'];
    };
    expect(await atEach(nameOfUnit)).toEqual(['市教育局', '市教育局', '市教育局']);
    await desk.put('units/edu', { name: { 'zh-CN': '市教育委员会', 'en-US': 'Education' } });
    await expect.poll(() => atEach(nameOfUnit)).toEqual(['市教育委员会', '市教育委员会', '市教育委员会']);
  });

  it('I8: kill -9 and rolling restart under load: nobody signs in again, no refresh fails', async () => {
    const party = await partyOf('portal');
    const online = await Promise.all(
      // Enough to keep three processes busy; more would only make the new ones start slowly.
      people.slice(0, 4).map(async (username) => {
        const browser = new Browser(balancer.url);
        const tokens = await signIn(browser, party, { username });
        return { username, browser, refreshToken: String(tokens.refresh_token) };
      }),
    );
    const counts = { refreshed: 0, failedRefreshes: 0, silent: 0, askedAgain: 0, repeated: 0 };
    let isOver = false;
    // What a system does when the answer did not come: once more. What is lost stays lost, and is counted.
    const twice = <T>(act: () => Promise<T>) =>
      act().catch(() => {
        counts.repeated++;
        return act();
      });
    const load = online.map(async (person) => {
      while (!isOver) {
        try {
          const next = await twice(() => client.refreshTokenGrant(party.configuration, person.refreshToken));
          person.refreshToken = String(next.refresh_token);
          counts.refreshed++;
        } catch {
          counts.failedRefreshes++;
        }
        try {
          const { username } = person;
          await twice(() => signIn(person.browser, party, { username, extra: { prompt: 'none' } }));
          counts.silent++;
        } catch {
          counts.askedAgain++;
        }
      }
    });
    for (const [index, signal] of (['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGTERM'] as const).entries()) {
      const old = balancer.nodes[index % 3];
      if (!old) throw new Error('no process');
      await stopNode(old, signal);
      balancer.nodes[index % 3] = await start();
    }
    isOver = true;
    await Promise.all(load);
    process.stdout.write(`rolling restart: ${JSON.stringify(counts)}\n`);
    expect(counts).toMatchObject({ failedRefreshes: 0, askedAgain: 0 });
    // Of each of the four that ended, at most what was under way there.
    expect(counts.repeated).toBeLessThanOrEqual(4 * online.length);
    expect(counts.refreshed).toBeGreaterThan(online.length * 4);
  }, 180_000);
});
