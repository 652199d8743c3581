import type { LiveCheckStep } from './steps.ts';

/** A check of a relying party, while it runs and afterwards. */
export type LiveCheckTable = {
  id: string;
  client_id: string;
  requested_by: string;
  requested_username: string;
  start_url: string | null;
  steps_json: LiveCheckStep[];
  created_at: number;
  finished_at: number | null;
};
