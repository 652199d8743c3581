import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startLogoutReceiver } from '../test/logout-receiver.ts';
import {
  authorizationUrl,
  exchangeCode,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../test/sso-fixture.ts';

const systems = 50;
const dead = 2;
const people = 10;
const sessions = 10_000;
const lists = 50;

/** Sign-out with dead systems, and the list of sessions: the figures of issue points "sign-out" and "own sessions". */
async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const databaseUrl = process.env.BENCH_DATABASE_URL ?? `sqlite:${join(directory, 'sso.db')}`;
  const sso = await startSso({ databaseUrl });
  try {
    await sso.organise();
    const admin = await sso.administrator('system-administrator');
    await benchSignOut(sso);
    await benchList(sso, admin);
  } finally {
    await sso.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function benchSignOut(sso: Sso): Promise<void> {
  const receiver = await startLogoutReceiver();
  const silent = await silentServer();
  const parties: RelyingPartyKit[] = [];
  for (let index = 0; index < systems; index++) {
    const uri =
      index === 0
        ? 'http://127.0.0.1:9/refuses'
        : index < dead
          ? `${silent.url}/never-answers`
          : `${receiver.url}/${index}`;
    parties.push(await sso.relyingParty(`system-${index}`, { backchannelLogoutUri: uri }));
  }
  const answered: number[] = [];
  const first: number[] = [];
  const last: number[] = [];
  for (let person = 0; person < people; person++) {
    const { browser, out } = await openEverything(sso, parties, `person-${person}`);
    receiver.received.length = 0;
    const started = performance.now();
    const page = await browser.open(out);
    answered.push(performance.now() - started);
    if (page.status !== 200) throw new Error(`sign-out answered ${page.status}`);
    await until(() => receiver.received.length > 0);
    first.push(performance.now() - started);
    await until(() => receiver.received.length >= systems - dead);
    last.push(performance.now() - started);
  }
  console.log(`sign-out of ${systems} systems, ${dead} of them dead (${people} people)`);
  console.log(`  the person's page:        ${figures(answered)} (target 500 ms)`);
  console.log(`  first system told after:  ${figures(first)} (target 1,000 ms)`);
  console.log(`  all living told after:    ${figures(last)}`);
  await receiver.close();
  silent.server.closeAllConnections();
  silent.server.close();
}

async function openEverything(sso: Sso, parties: RelyingPartyKit[], username: string) {
  await sso.person(username);
  const browser = sso.browser();
  const [first] = parties;
  if (!first) throw new Error('no system');
  const tokens = await signIn(browser, first, { username });
  for (const party of parties.slice(1)) {
    const request = await authorizationUrl(party);
    await exchangeCode(party, request, (await browser.open(request.url)).url);
  }
  return { browser, out: `${sso.url}/session/end?id_token_hint=${tokens.id_token}` };
}

async function benchList(sso: Sso, admin: string): Promise<void> {
  await fill(sso);
  const queries = {
    'newest 50': 'limit=50',
    'newest 200': 'limit=200',
    'of one person': 'username=person-3',
    'of one system': 'clientId=system-5&limit=50',
  };
  console.log(`list of ${sessions.toLocaleString('en')} sessions`);
  for (const [name, query] of Object.entries(queries)) {
    const times: number[] = [];
    for (let turn = 0; turn < lists; turn++) {
      const started = performance.now();
      const answer = await sso.administer('GET', `sessions?${query}`, { bearer: admin });
      const body = (await answer.json()) as { sessions: unknown[] };
      times.push(performance.now() - started);
      if (body.sessions.length === 0) throw new Error(`${name}: nothing found`);
    }
    console.log(`  ${`${name}:`.padEnd(16)} ${figures(times)} (target 200 ms)`);
  }
}

/** Rows as sign-ins leave them: what is measured is reading them. */
async function fill({ db }: Sso): Promise<void> {
  const now = Date.now();
  const batch = 500;
  for (let from = 0; from < sessions; from += batch) {
    const rows = Array.from({ length: batch }, (_, index) => ({
      uid: randomUUID(),
      account_id: `p-person-${(from + index) % people}`,
      login_ts: Math.floor(now / 1000),
      acr: null,
      amr_json: ['pwd'],
      is_transient: true,
      state_json: null,
      ip: '127.0.0.1',
      user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36',
      created_at: now - (from + index) * 1000,
      seen_at: now,
      expires_at: now + 3_600_000,
    }));
    await db.query.insertInto('session').values(rows).execute();
    const clients = rows.flatMap(({ uid, created_at }, index) =>
      [2, 3, 4, 5 + (index % 40)].map((system) => ({
        session_uid: uid,
        client_id: `system-${system}`,
        sid: randomUUID(),
        grant_id: randomUUID(),
        created_at,
      })),
    );
    await db.query.insertInto('session_client').values(clients).execute();
  }
}

/** Takes connections and never answers. */
async function silentServer(): Promise<{ url: string; server: Server }> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, server };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited++) {
    if (waited > 10_000) throw new Error('waited in vain');
    await delay(1);
  }
}

function figures(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
}

await main();
