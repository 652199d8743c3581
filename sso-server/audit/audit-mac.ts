import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { canonicalJson } from '../admin-api/revision.ts';
import type { AuditEventTable, AuditHeadTable } from './audit-tables.ts';

export type AuditContent = Omit<AuditEventTable, 'sequence' | 'mac'>;
export type AuditMac = ReturnType<typeof createAuditMac>;

/** Characters of a MAC that are its row's own number; a copied row has the number of another one. */
const numberLength = 13;

/** What is authenticated of a row: its content in a fixed order. */
function canonicalRow(row: AuditContent): string {
  // The text of canonicalJson() for the whole; only the detail has members to sort.
  const columns = JSON.stringify([
    row.at,
    row.event,
    row.outcome,
    row.severity,
    row.sub,
    row.username,
    row.client_id,
    row.session_uid,
    row.ip,
    row.user_agent,
  ]);
  return `${columns.slice(0, -1)},${canonicalJson(row.detail_json)}]`;
}

/**
 * HMAC-SM3 (GB/T 32905, RFC 2104) under a key that is derived from the secret of the installation and stored nowhere:
 * who can write the database can make neither a row nor a link.
 */
export function createAuditMac(secret: string) {
  const key = createSecretKey(
    Buffer.from(hkdfSync('sha256', secret, '', 'yimen sso-server audit chain', 32)),
  );
  const mac = (parts: readonly string[]) => createHmac('sm3', key).update(parts.join('\n')).digest('hex');
  const ofRow = (row: AuditContent, number: string) => number + mac(['row', number, canonicalRow(row)]);
  // 28 bits of this process and 24 that count: one in 2^28 that two processes share numbers at all.
  let process = randomBytes(4).toString('hex').slice(1);
  let count = 0;

  return {
    /** For a new row. */
    next(row: AuditContent): string {
      count += 1;
      if (count === 2 ** 24) [process, count] = [randomBytes(4).toString('hex').slice(1), 1];
      return ofRow(row, process + count.toString(16).padStart(6, '0'));
    },
    /** What the MAC of a stored row has to be; of rows from before the chain, what it would have been. */
    ofStored: (row: AuditContent & { mac: string | null }) =>
      ofRow(row, row.mac?.slice(0, numberLength) ?? ''),
    /** Over the link before, which rows these are, and each of them. */
    ofLink: (o: { previous: string; position: number; sequences: string; macs: readonly string[] }) =>
      mac(['link', o.previous, String(o.position), o.sequences, ...o.macs]),
    /** A head of versions that did not note the cluster has its old MAC. */
    ofHead: (o: Omit<AuditHeadTable, 'id' | 'mac'>) =>
      mac([
        ...['head', String(o.position), String(o.last_sequence), String(o.horizon), o.hash],
        ...(o.cluster === '' && o.since_sequence === 0 ? [] : [o.cluster, String(o.since_sequence)]),
      ]),
    ofArchive: (o: {
      position: number;
      hash: string;
      row_count: number;
      file: string;
      file_digest: string;
    }) => mac(['archive', String(o.position), o.hash, String(o.row_count), o.file, o.file_digest]),
  };
}

/** The number of a row as a number, for finding a second one. */
export const numberOf = (mac: string): number => Number.parseInt(mac.slice(0, numberLength), 16);

/** Names a row within its link. */
export const digestOf = (mac: string): string => mac.slice(-8);

/** `100-163,165` of rising numbers. */
export function writeRanges(sequences: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const sequence of sequences) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === sequence) last[1] = sequence;
    else ranges.push([sequence, sequence]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

export function readRanges(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [from = Number.NaN, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
