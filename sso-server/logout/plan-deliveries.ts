import { randomUUID } from 'node:crypto';
import type { Insertable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

type OpenClient = { client_id: string; sid: string };
type Ended = { uid: string; sub: string; clients: OpenClient[] };
type Row = Insertable<SsoDatabase['logout_delivery']>;
type Party = {
  client_id: string;
  backchannel_logout_uri: string | null;
  frontchannel_logout_uri: string | null;
  is_frontchannel_session_required: boolean;
};

export type PlanOptions = {
  now: number;
  issuer: string;
  /** The answer to this request is a page of the person's browser that can show frames. */
  hasPage: boolean;
};

/**
 * One row per system and channel, in the transaction that ends the session (D15).
 * @returns the addresses that the page has to frame (Front-Channel Logout 1.0, section 3)
 */
export async function planDeliveries(
  trx: Transaction<SsoDatabase>,
  ended: Ended,
  o: PlanOptions,
): Promise<string[]> {
  if (ended.clients.length === 0) return [];
  const parties = await trx
    .selectFrom('relying_party')
    .select([
      'client_id',
      'backchannel_logout_uri',
      'frontchannel_logout_uri',
      'is_frontchannel_session_required',
    ])
    .where(
      'client_id',
      'in',
      ended.clients.map((client) => client.client_id),
    )
    .execute();
  const known = new Map(parties.map((party) => [party.client_id, party]));
  const rows: Row[] = [];
  const frames: string[] = [];
  for (const client of ended.clients) {
    const party = known.get(client.client_id);
    if (party?.backchannel_logout_uri) {
      rows.push({ ...delivery(ended, client, o.now), uri: party.backchannel_logout_uri });
    }
    const frame = party && frontChannelUri(party, client.sid, o.issuer);
    if (!frame) continue;
    rows.push({ ...delivery(ended, client, o.now), uri: frame, ...frontChannelReceipt(o) });
    if (o.hasPage) frames.push(frame);
  }
  if (rows.length > 0) await trx.insertInto('logout_delivery').values(rows).execute();
  return frames;
}

/** Front-Channel Logout 1.0, section 2: `iss` and `sid` where the relying party asked for them. */
function frontChannelUri(party: Party, sid: string, issuer: string): string | undefined {
  if (party.frontchannel_logout_uri === null) return undefined;
  const uri = new URL(party.frontchannel_logout_uri);
  if (party.is_frontchannel_session_required) {
    uri.searchParams.set('iss', issuer);
    uri.searchParams.set('sid', sid);
  }
  return uri.href;
}

function frontChannelReceipt({ hasPage, now }: PlanOptions) {
  return {
    channel: 'front',
    state: hasPage ? 'shown' : 'unreached',
    attempts: hasPage ? 1 : 0,
    next_attempt_at: null,
    delivered_at: hasPage ? now : null,
  } as const;
}

function delivery(ended: Ended, client: OpenClient, now: number) {
  return {
    id: randomUUID(),
    session_uid: ended.uid,
    sub: ended.sub,
    client_id: client.client_id,
    sid: client.sid,
    channel: 'back',
    state: 'pending',
    attempts: 0,
    next_attempt_at: now,
    leased_until_at: null,
    last_status: null,
    last_error: null,
    created_at: now,
    delivered_at: null,
  } as const;
}
