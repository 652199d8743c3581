/** What the database package writes to; the log of `@yimen/service-kit` fits. */
export type DatabaseLog = {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
};

const drop = (): void => undefined;

/** Used when the caller gives no log. */
export const silentLog: DatabaseLog = { info: drop, warn: drop, error: drop };
