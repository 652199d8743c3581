import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { acrOfLevel, levelOf, passwordLevel, secondFactorLevel } from './acr.ts';

export type RequirementKind = 'role' | 'relying-party';
export type Requirement = { minimumAcr: string; defaultAcrValues: string[] };
export type RequirementStore = ReturnType<typeof createRequirementStore>;

const topic = 'sso-acr-requirements';

/** Who administers has a second factor, whatever is set (GB/T 22239-2019, 8.1.4.1 d). */
export const administratorRoles: readonly string[] = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];

/** The least level of roles and relying parties, kept in memory: every authorization request asks. */
export function createRequirementStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  let cached: Promise<Map<string, Requirement>> | undefined;
  const forget = () => {
    cached = undefined;
  };
  const undo = ['resync', topic].map((name) => db.bus.subscribe(name, forget));

  function load(): Promise<Map<string, Requirement>> {
    if (cached) return cached;
    const loading = db
      .committed(() => db.query.selectFrom('acr_requirement').selectAll().execute())
      .then((rows) => new Map(rows.map((row) => [keyOf(row.kind, row.id), present(row)])));
    cached = loading;
    loading.catch(() => {
      if (cached === loading) forget();
    });
    return loading;
  }

  async function find(kind: RequirementKind, id: string): Promise<Requirement> {
    const set = (await load()).get(keyOf(kind, id));
    const least = kind === 'role' && administratorRoles.includes(id) ? secondFactorLevel : passwordLevel;
    const level = Math.max(levelOf(set?.minimumAcr ?? '') ?? passwordLevel, least);
    return { minimumAcr: acrOfLevel(level), defaultAcrValues: set?.defaultAcrValues ?? [] };
  }

  const minimumLevel = async (kind: RequirementKind, id: string) =>
    levelOf((await find(kind, id)).minimumAcr) ?? passwordLevel;

  return {
    find,

    /** The level that one of these roles asks for at least. */
    async levelOfRoles(roles: readonly string[]): Promise<number> {
      const levels = await Promise.all(roles.map((role) => minimumLevel('role', role)));
      return Math.max(passwordLevel, ...levels);
    },

    levelOfRelyingParty: (clientId: string) => minimumLevel('relying-party', clientId),

    async put(
      trx: Transaction<SsoDatabase>,
      kind: RequirementKind,
      id: string,
      to: Requirement,
    ): Promise<void> {
      const change = {
        minimum_acr: to.minimumAcr,
        default_acr_values_json: to.defaultAcrValues,
        updated_at: now(),
      };
      await trx
        .insertInto('acr_requirement')
        .values({ kind, id, ...change })
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(change))
        .execute();
    },

    /** After the commit of a change. */
    async changed(): Promise<void> {
      forget();
      await db.bus.publish(topic);
    },

    close: () => {
      for (const stop of undo) stop();
    },
  };
}

const keyOf = (kind: string, id: string) => `${kind} ${id}`;

function present(row: { minimum_acr: string; default_acr_values_json: string[] }): Requirement {
  return { minimumAcr: row.minimum_acr, defaultAcrValues: row.default_acr_values_json };
}
