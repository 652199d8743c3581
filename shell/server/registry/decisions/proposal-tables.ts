import type { ProposedChange, ReleaseActor } from '@yimen/shell-contract';

/** What an administrator has decided and a second one has to confirm. */
export type ProposalTable = {
  /** Sorts by time. */
  id: string;
  change_json: ProposedChange;
  reason: string | null;
  proposed_at: number;
  proposed_by: string;
  /** Who it was as the trail writes it. */
  proposer_json: ReleaseActor;
  decided_at: number | null;
  decided_by: string | null;
  outcome: 'confirmed' | 'declined' | null;
};

export type ProposalTables = { proposal: ProposalTable };
