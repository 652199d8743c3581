import { problem } from '@yimen/problem';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { FactorChange, FactorParts, NewPasskey } from './factors.ts';

/** More than anybody needs; fewer than would slow a sign-in down. */
export const mostFactors = 10;

export type Enrolment = ReturnType<typeof createEnrolment>;
export type Added = { recoveryCodes: string[] | undefined };

/** Every change is one transaction with its row in the trail. */
export function createEnrolment(o: Omit<FactorParts, 'throttle'>) {
  const record = (
    trx: Transaction<SsoDatabase>,
    sub: string,
    event: FactorEvent,
    by: FactorChange,
    detail: object,
  ) => o.audit.recordIn(trx, { ...by, event, outcome: 'success', sub, detail: { ...detail, ...by.detail } });

  async function countOf(trx: Transaction<SsoDatabase>, sub: string): Promise<number> {
    const totp = await trx.selectFrom('totp_factor').select('id').where('sub', '=', sub).execute();
    const keys = await trx.selectFrom('passkey').select('id').where('sub', '=', sub).execute();
    return totp.length + keys.length;
  }

  /** The first factor comes with recovery codes: without them a lost phone needs two administrators. */
  async function add(
    sub: string,
    by: FactorChange,
    factor: {
      method: 'totp' | 'passkey';
      name: string;
      insert(trx: Transaction<SsoDatabase>): Promise<unknown>;
    },
  ): Promise<Added> {
    return o.db.transaction(async (trx) => {
      const before = await countOf(trx, sub);
      if (before >= mostFactors) throw problem('conflict', { detail: 'too many second factors' });
      await factor.insert(trx);
      await record(trx, sub, 'factor-added', by, { method: factor.method, name: factor.name });
      if (before > 0) return { recoveryCodes: undefined };
      await record(trx, sub, 'recovery-codes-made', by, {});
      return { recoveryCodes: await o.recoveryCodes.replace(trx, sub) };
    });
  }

  return {
    addTotp: (sub: string, totp: { name: string; secret: string; step: number }, by: FactorChange) =>
      add(sub, by, { method: 'totp', name: totp.name, insert: (trx) => o.totp.add(trx, { sub, ...totp }) }),

    addPasskey: (sub: string, key: NewPasskey & { name: string }, by: FactorChange) =>
      add(sub, by, {
        method: 'passkey',
        name: key.name,
        insert: (trx) => o.passkeyStore.add(trx, { ...key, sub, last_used_at: null }),
      }),

    renamePasskey: (sub: string, id: string, name: string) => o.passkeyStore.rename(sub, id, name),

    /** False when there is no such factor of hers. The last one takes the recovery codes along. */
    async remove(
      sub: string,
      factor: { kind: 'totp' | 'passkey'; id: string },
      by: FactorChange,
    ): Promise<boolean> {
      return o.db.transaction(async (trx) => {
        const isGone =
          factor.kind === 'totp'
            ? await o.totp.remove(trx, sub, factor.id)
            : await o.passkeyStore.remove(trx, sub, factor.id);
        if (!isGone) return false;
        // What was proved with it and is not followed yet raises no session any more.
        await o.generations.raise(trx, sub);
        if ((await countOf(trx, sub)) === 0) {
          await trx.deleteFrom('recovery_code').where('sub', '=', sub).execute();
        }
        await record(trx, sub, 'factor-removed', by, { method: factor.kind });
        return true;
      });
    },

    async renewRecoveryCodes(sub: string, by: FactorChange): Promise<string[]> {
      return o.db.transaction(async (trx) => {
        await record(trx, sub, 'recovery-codes-made', by, {});
        return o.recoveryCodes.replace(trx, sub);
      });
    },

    /** All that she has, within the transaction of the administrator's act. */
    async removeAll(trx: Transaction<SsoDatabase>, sub: string): Promise<void> {
      await o.generations.raise(trx, sub);
      await trx.deleteFrom('totp_factor').where('sub', '=', sub).execute();
      await trx.deleteFrom('passkey').where('sub', '=', sub).execute();
      await trx.deleteFrom('recovery_code').where('sub', '=', sub).execute();
      await trx.deleteFrom('factor_device').where('sub', '=', sub).execute();
    },
  };
}

type FactorEvent = 'factor-added' | 'factor-removed' | 'recovery-codes-made';
