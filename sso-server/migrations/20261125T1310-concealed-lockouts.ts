import type { Kysely } from 'kysely';

/** Names of nobody stood there in clear, among them passwords that were typed into the wrong field. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.deleteFrom('sign_in_throttle').where('sub', 'is', null).where('kind', '!=', 'minute').execute();
}

export async function down(): Promise<void> {}
