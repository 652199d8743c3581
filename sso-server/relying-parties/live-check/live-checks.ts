import type { Transaction } from 'kysely';
import type { SsoConfig } from '../../config.ts';
import type { SsoDatabase } from '../../database-schema.ts';
import { createLogoutTokenIssuer } from '../../logout/logout-token.ts';
import { createGuardedRequest } from '../../outgoing/guarded-request.ts';
import { paths } from '../../provider/paths.ts';
import type { Services } from '../../services.ts';
import type { LiveCheckTable } from './live-check-tables.ts';
import { type CheckParts, type Report, runLiveCheck } from './run-live-check.ts';
import { freshSteps, type LiveCheckStep, type StepId, skipped } from './steps.ts';

type Parts = Pick<
  Services,
  'db' | 'now' | 'log' | 'sessions' | 'keyRing' | 'ender' | 'relyingParties' | 'people'
>;

export type LiveChecks = ReturnType<typeof createLiveChecks>;

const longestMs = 120_000;
const keptPerClient = 20;
const mostAtOnce = 3;

/** Checks of relying parties: each a row that fills in while it runs, in whichever process that is. */
export function createLiveChecks(parts: Parts, config: SsoConfig) {
  const { db, now, log, keyRing } = parts;
  const { issuer } = config;
  const checks = createGuardedRequest('live-check', config.liveCheckNetworks);
  const logout = createGuardedRequest('logout', config.logoutNetworks);
  const closing = new AbortController();
  const underway = new Set<Promise<void>>();

  async function run(row: LiveCheckTable): Promise<void> {
    const steps = row.steps_json;
    const report = createReport(steps, (to) => save(row.id, to));
    try {
      const party = await parts.relyingParties.find(row.client_id);
      if (!party) return;
      const member = (await parts.people.member(row.requested_by)) ?? undefined;
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(longestMs)]);
      await runLiveCheck({ ...parts, ...fixed(), ...{ party, member, signal }, ...askedIn(row) }, report);
    } catch (error) {
      log.warn('live-check-failed', { client: row.client_id, error });
      for (const step of steps) {
        if (step.state === 'running') Object.assign(step, { state: 'failed', code: 'internal-error' });
      }
    } finally {
      for (const step of steps) {
        if (step.state === 'waiting') Object.assign(step, skipped('not-reached'));
      }
      await save(row.id, steps, now());
    }
  }

  const fixed = () => ({
    issuer,
    authorizationUrl: new URL(paths.authorization, issuer).href,
    request: checks.request,
    requestLogout: logout.request,
    issueToken: createLogoutTokenIssuer({ issuer, keyRing, now }),
    signingKeyId: (alg: string) => keyRing.keys().jwks.keys.find((key) => key.alg === alg)?.kid,
  });

  async function save(id: string, steps: LiveCheckStep[], finishedAt: number | null = null): Promise<void> {
    await db.query
      .updateTable('live_check')
      .set({ steps_json: steps, finished_at: finishedAt })
      .where('id', '=', id)
      .execute();
  }

  return {
    /** Whether this system is being checked, or as many others as may be at once. Checks that were interrupted do not count. */
    async isBusy(trx: Transaction<SsoDatabase>, clientId: string): Promise<boolean> {
      const running = await trx
        .selectFrom('live_check')
        .select('client_id')
        .where('finished_at', 'is', null)
        .where('created_at', '>', now() - longestMs)
        .execute();
      return running.length >= mostAtOnce || running.some((row) => row.client_id === clientId);
    },

    async add(trx: Transaction<SsoDatabase>, row: Omit<LiveCheckTable, 'steps_json' | 'finished_at'>) {
      await trx
        .insertInto('live_check')
        .values({ ...row, steps_json: freshSteps(), finished_at: null })
        .execute();
    },

    /** Goes on by itself; the row tells how far. */
    async start(id: string): Promise<void> {
      const row = await this.find(id);
      if (!row || closing.signal.aborted) return;
      const running = run(row)
        .catch((error: unknown) => log.error('live-check-failed', { error }))
        .finally(() => underway.delete(running));
      underway.add(running);
      await forgetOld(row.client_id);
    },

    find: (id: string): Promise<LiveCheckTable | undefined> =>
      db.query.selectFrom('live_check').selectAll().where('id', '=', id).executeTakeFirst(),

    latest: (clientId: string): Promise<LiveCheckTable | undefined> =>
      db.query
        .selectFrom('live_check')
        .selectAll()
        .where('client_id', '=', clientId)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst(),

    async settle(): Promise<void> {
      await Promise.all(underway);
    },

    async close(): Promise<void> {
      closing.abort();
      await Promise.all(underway);
      await Promise.all([checks.close(), logout.close()]);
    },
  };

  async function forgetOld(clientId: string): Promise<void> {
    const kept = db.query
      .selectFrom('live_check')
      .select('id')
      .where('client_id', '=', clientId)
      .orderBy('created_at', 'desc')
      .limit(keptPerClient);
    await db.query
      .deleteFrom('live_check')
      .where('client_id', '=', clientId)
      .where('id', 'not in', kept)
      .execute();
  }
}

function askedIn(row: LiveCheckTable): Pick<CheckParts, 'startUrl' | 'caller'> {
  return { startUrl: row.start_url, caller: { sub: row.requested_by, username: row.requested_username } };
}

function createReport(steps: LiveCheckStep[], save: (steps: LiveCheckStep[]) => Promise<void>): Report {
  async function set(id: StepId, to: Partial<LiveCheckStep>): Promise<void> {
    const step = steps.find((one) => one.id === id);
    if (step) Object.assign(step, to);
    await save(steps);
  }
  return {
    running: (id) => set(id, { state: 'running' }),
    done: (id, finding) => set(id, finding),
  };
}
