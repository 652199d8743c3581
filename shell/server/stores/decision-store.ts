import { randomBytes } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { ProposedChange, ReleaseActor } from '@yimen/shell-contract';
import type { Selectable, Transaction } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { ProposalTable } from '../registry/decisions/proposal-tables.ts';
import { insertPublisherKey, writePublisherPolicy } from './publisher-store.ts';
import { insertAct, type NewReleaseAct } from './release-act-store.ts';
import { writeReleasePolicy } from './release-policy-store.ts';

export type ProposalRow = Selectable<ProposalTable>;

/** Decisions about publishers: those that are made, and those that wait for a second administrator (`proposal`). */
export type DecisionStore = ReturnType<typeof createDecisionStore>;

export function createDecisionStore(db: Database<PortalTables>) {
  return {
    /** Does what a decision says, and tells the trail of it. */
    apply: (change: ProposedChange, made: Made): Promise<void> =>
      db.transaction((trx) => applyChange(trx, change, made)),

    /** Those that nobody has decided, oldest first, of the time since `from`. */
    pending: (from: number): Promise<ProposalRow[]> =>
      db.query
        .selectFrom('proposal')
        .selectAll()
        .where('decided_at', 'is', null)
        .where('proposed_at', '>=', from)
        .orderBy('id')
        .execute(),

    find: (id: string): Promise<ProposalRow | undefined> =>
      db.query.selectFrom('proposal').selectAll().where('id', '=', id).executeTakeFirst(),

    async add(
      { change_json, reason, proposer_json, proposed_at }: NewProposal,
      act: NewReleaseAct,
    ): Promise<ProposalRow> {
      const row: ProposalRow = {
        id: `${String(proposed_at).padStart(15, '0')}-${randomBytes(8).toString('hex')}`,
        ...{ change_json, reason, proposer_json, proposed_at, proposed_by: proposer_json.id },
        ...{ decided_at: null, decided_by: null, outcome: null },
      };
      await db.transaction(async (trx) => {
        await trx.insertInto('proposal').values(row).execute();
        await insertAct(trx, act);
      });
      return row;
    },

    /**
     * Confirms a proposal and does what it says; false when somebody had decided already.
     */
    confirm: (row: ProposalRow, made: Made): Promise<boolean> =>
      db.transaction(async (trx) => {
        if (!(await decide(trx, row.id, made, 'confirmed'))) return false;
        await applyChange(trx, row.change_json, made);
        return true;
      }),

    decline: (row: ProposalRow, made: Made, act: NewReleaseAct): Promise<boolean> =>
      db.transaction(async (trx) => {
        if (!(await decide(trx, row.id, made, 'declined'))) return false;
        await insertAct(trx, act);
        return true;
      }),
  };
}

type NewProposal = Pick<ProposalRow, 'change_json' | 'reason' | 'proposer_json' | 'proposed_at'>;

/** When, by whom and why; `proposedBy` where a second administrator confirms. */
export type Made = { at: number; by: ReleaseActor; reason: string | null; proposedBy?: ReleaseActor };

async function decide(
  trx: Transaction<PortalTables>,
  id: string,
  { at, by }: Made,
  outcome: 'confirmed' | 'declined',
): Promise<boolean> {
  const decided = await trx
    .updateTable('proposal')
    .set({ decided_at: at, decided_by: by.id, outcome })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  return decided.numUpdatedRows > 0n;
}

async function applyChange(
  trx: Transaction<PortalTables>,
  change: ProposedChange,
  { at, by, reason, proposedBy }: Made,
): Promise<void> {
  const written = { updated_at: at, updated_by: by.id };
  if (change.kind === 'release-policy') {
    const { of, name, policy } = change;
    await writeReleasePolicy(trx, { kind: of, name, policy, ...written });
  } else if (change.kind === 'publisher-policy') {
    const { publisher, signatureRequired, codeOrigins, people } = change;
    await writePublisherPolicy(trx, {
      ...{ publisher, ...written },
      ...(signatureRequired !== undefined && { signature_rule: ruleOf(signatureRequired) }),
      ...(codeOrigins && { origins_json: [...new Set(codeOrigins)] }),
      ...(people && { people_json: people }),
    });
  } else {
    const { publisher, keyId, jwk } = change;
    const row = { publisher, key_id: keyId, jwk_json: jwk, created_at: at, created_by: by.id };
    await insertPublisherKey(trx, row);
  }
  const act = actOf(change, change.kind === 'release-policy' ? 'policy' : change.kind);
  const detail = { ...act.detail, ...(proposedBy && { proposedBy }) };
  await insertAct(trx, { ...act, detail, at, actor: by, reason });
}

const ruleOf = (isRequired: boolean | null) =>
  isRequired === null ? null : isRequired ? ('required' as const) : ('waived' as const);

/** What the trail says of a decision, without who and when. */
export function actOf(
  change: ProposedChange,
  act: NewReleaseAct['act'],
): Pick<NewReleaseAct, 'act' | 'portlet' | 'version' | 'from' | 'to' | 'detail'> {
  const portlet = change.kind === 'release-policy' && change.of === 'portlet' ? change.name : null;
  return { act, portlet, version: null, from: null, to: null, detail: detailOf(change) };
}

function detailOf(change: ProposedChange): Record<string, unknown> {
  if (change.kind === 'release-policy') return { kind: change.of, name: change.name, policy: change.policy };
  if (change.kind === 'publisher-key') return { publisher: change.publisher, keyId: change.keyId };
  const { kind: _kind, ...said } = change;
  return said;
}
