import type { Migration } from '@yimen/database';
import { up as createNotices } from './20261123T1500-notices.ts';

/** Every migration of the notices service's database. */
export const migrations: Record<string, Migration> = { '20261123T1500-notices': { up: createNotices } };
