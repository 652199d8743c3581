import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { Proposal, ProposedChange } from '@yimen/shell-contract';
import type { PortalEvents } from '../../event-stream/portal-events.ts';
import { actOf, type DecisionStore, type ProposalRow } from '../../stores/decision-store.ts';
import type { Registry } from '../registry.ts';
import type { ReleaseCaller } from '../states/release-caller.ts';
import { actorOf } from '../states/release-steps.ts';
import { type DecisionFacts, needsTwo } from './needs-two.ts';

const LAPSES_MS = 14 * 86_400_000;

export type Decisions = ReturnType<typeof createDecisions>;

/** Decisions of administrators about publishers and what becomes of releases. Releases that are there stay. */
export function createDecisions(
  o: DecisionFacts & {
    store: DecisionStore;
    registry: Pick<Registry, 'changed'>;
    events: PortalEvents;
    log: Log;
    clock: () => number;
  },
) {
  const { store, log, clock } = o;

  async function told(change: ProposedChange): Promise<void> {
    // Open pages keep the policy they were sent with; new ones ask again.
    if (change.kind !== 'release-policy') await o.registry.changed();
    await o.events.releasesChanged();
  }

  async function requirePending(id: string): Promise<ProposalRow> {
    const row = await store.find(id);
    if (!row) throw problem('not-found');
    if (row.decided_at !== null) throw decidedAlready();
    if (row.proposed_at + LAPSES_MS <= clock())
      throw problem('conflict', { detail: 'nobody confirmed this within 14 days; propose it again' });
    return row;
  }

  return {
    /**
     * Makes a decision, or proposes it where a second administrator has to confirm it.
     *
     * @returns what waits for somebody else now; null: it is done
     * @throws problem `forbidden`: a program wants what two people decide
     */
    async decide(caller: ReleaseCaller, change: ProposedChange, why = ''): Promise<Proposal | null> {
      const at = clock();
      const by = actorOf(caller);
      const reason = why === '' ? null : why;
      if (!(await needsTwo(o, change))) {
        await store.apply(change, { at, by, reason });
        log.info('release-decision', { ...actOf(change, 'policy').detail, decision: change.kind, by: by.id });
        await told(change);
        return null;
      }
      if (caller.kind !== 'person') throw programCannot();
      const row = await store.add(
        { change_json: change, reason, proposer_json: by, proposed_at: at },
        { ...actOf(change, 'policy-proposed'), at, actor: by, reason },
      );
      log.info('release-decision-proposed', { id: row.id, decision: change.kind, by: by.id });
      await o.events.releasesChanged();
      return presentProposal(row);
    },

    /** @throws problem `not-found`, `conflict` (decided or lapsed), `forbidden` (the same person, or a program) */
    async confirm(caller: ReleaseCaller, id: string): Promise<void> {
      const row = await requirePending(id);
      if (caller.kind !== 'person') throw programCannot();
      if (row.proposed_by === caller.id) {
        const detail = 'another administrator than the one who proposed it has to confirm this';
        throw problem('forbidden', { refusal: 'same-person', detail });
      }
      const by = actorOf(caller);
      const made = { at: clock(), by, reason: row.reason, proposedBy: row.proposer_json };
      if (!(await store.confirm(row, made))) throw decidedAlready();
      log.info('release-decision-confirmed', { id, decision: row.change_json.kind, by: by.id });
      await told(row.change_json);
    },

    /** Whoever proposed it takes it back in the same way. @throws problem `not-found`, `conflict` */
    async decline(caller: ReleaseCaller, id: string): Promise<void> {
      const row = await requirePending(id);
      const [at, by] = [clock(), actorOf(caller)];
      const act = { ...actOf(row.change_json, 'policy-declined'), at, actor: by, reason: null };
      if (!(await store.decline(row, { at, by, reason: null }, act))) throw decidedAlready();
      log.info('release-decision-declined', { id, by: by.id });
      await o.events.releasesChanged();
    },

    /** What waits for a second administrator, oldest first. */
    pending: async (): Promise<Proposal[]> => (await store.pending(clock() - LAPSES_MS)).map(presentProposal),
  };
}

function presentProposal(row: ProposalRow): Proposal {
  const { id, change_json: change, proposer_json: proposedBy, proposed_at: proposedAt, reason } = row;
  return { id, change, proposedBy, proposedAt, lapsesAt: proposedAt + LAPSES_MS, reason };
}

const decidedAlready = () => problem('conflict', { detail: 'somebody has decided this meanwhile' });

const programCannot = () =>
  problem('forbidden', {
    detail: 'two administrators decide this: one proposes it, another one confirms it; a program is neither',
  });
