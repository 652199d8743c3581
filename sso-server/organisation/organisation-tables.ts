import type { LocalizedText } from '../database-schema.ts';

/** A set of people across units and posts: a project, a committee. */
export type PersonGroupTable = {
  id: string;
  name_json: LocalizedText;
  description_json: LocalizedText | null;
  updated_at: number;
};

export type GroupMemberTable = { group_id: string; sub: string; added_at: number };

/** What somebody may type to find a person: derived from her row, a token each. */
export type PersonSearchTable = { token: string; sub: string };

/** People whose tokens are to be made (again). */
export type SearchPendingTable = { sub: string; queued_at: number };

/** `start`: the account opens. `transfer`: 调岗. `leave`: the account closes. */
export type ScheduledKind = 'start' | 'transfer' | 'leave';
export type ScheduledState = 'pending' | 'done' | 'cancelled' | 'replaced' | 'failed';

export type ScheduledChangeTable = {
  id: string;
  sub: string;
  kind: ScheduledKind;
  /** YYYY-MM-DD: takes effect when this day begins in the bureau's time zone. */
  day: string;
  effective_at: number;
  /** Of a transfer. */
  unit_id: string | null;
  post_id: string | null;
  /** Of a transfer; null: the roles stay. */
  roles_json: string[] | null;
  /** Two persons agreed to it: on its day it may change an administrator's account. */
  is_of_administrator: boolean;
  state: ScheduledState;
  created_at: number;
  created_by: string | null;
  settled_at: number | null;
};
