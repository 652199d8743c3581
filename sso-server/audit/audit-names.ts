import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { type Database, prepareQuery } from '@yimen/database';
import type { Kysely } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { foldUsername } from '../organisation/people-store.ts';
import type { AuditEvent } from './audit-event.ts';

export type ConcealName = (typed: string) => string;
type Query = Kysely<SsoDatabase>;

const keptNames = 20_000;
/** A renamed person goes on under her old name for at most so long. */
const keptMs = 60_000;

/**
 * How a user name stands in the trail that nobody has: its first character, its length and an HMAC, so that the same
 * name is seen to be tried again, and a password that was typed into the wrong field cannot be read.
 */
export function createConcealName(secret: string): ConcealName {
  const key = createSecretKey(
    Buffer.from(hkdfSync('sha256', secret, '', 'yimen sso-server audit unknown names', 32)),
  );
  return (typed) => {
    const characters = [...typed.toWellFormed()];
    const digest = createHmac('sha256', key).update(foldUsername(typed.toWellFormed())).digest('hex');
    return `${characters[0] ?? ''}…(${characters.length})#${digest.slice(0, 16)}`;
  };
}

/** Gives every row that has a person her user name, and conceals names of failures that are nobody's. */
export function createAuditNames(o: { db: Database<SsoDatabase>; now: () => number; conceal: ConcealName }) {
  const { db, now, conceal } = o;
  const known = new Map<string, { username: string | null; until: number }>();
  const bySub = prepareQuery<{ sub: string }, { username: string }, SsoDatabase>(db.query, (of, value) =>
    of.selectFrom('person').select('username').where('sub', '=', value.sub),
  );

  function keep(sub: string, username: string | null): void {
    if (known.size >= keptNames) known.delete(known.keys().next().value ?? '');
    known.set(sub, { username, until: now() + keptMs });
  }

  async function nameOf(sub: string, query: Query): Promise<string | null> {
    const rows =
      query === db.query
        ? (await bySub({ sub })).rows
        : await query.selectFrom('person').select('username').where('sub', '=', sub).execute();
    const username = rows[0]?.username ?? null;
    // Somebody who is being made in this transaction may never be.
    if (username !== null && query === db.query) keep(sub, username);
    return username;
  }

  async function asKnown(typed: string, query: Query): Promise<string> {
    const folded = foldUsername(typed.toWellFormed().replaceAll('\0', '\ufffd'));
    const person = await query
      .selectFrom('person')
      .select('username')
      .where('username_folded', '=', folded)
      .executeTakeFirst();
    return person?.username ?? conceal(typed);
  }

  /** At once when the name is known: a hot path pays for one lookup a minute and person. */
  return function named(event: AuditEvent, query: Query = db.query): AuditEvent | Promise<AuditEvent> {
    const { sub, username } = event;
    if (sub) {
      if (username) return event;
      const kept = known.get(sub);
      if (kept && kept.until > now()) return { ...event, username: kept.username };
      return nameOf(sub, query).then((name) => ({ ...event, username: name }));
    }
    if (!username || event.outcome === 'success') return event;
    return asKnown(username, query).then((name) => ({ ...event, username: name }));
  };
}
