/** The breaker of a release that has ever opened, or that an administrator holds. */
export type ReleaseBreakerTable = {
  portlet: string;
  version: string;
  is_open: boolean;
  hold: 'open' | 'closed' | null;
  opened_at: number | null;
  retry_at: number | null;
  pause_ms: number;
  failed_people: number;
  people: number;
  errors_json: Record<string, number>;
  changed_at: number;
  changed_by: string | null;
};
