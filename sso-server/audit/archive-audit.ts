import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { type AuditMac, readRanges } from './audit-mac.ts';
import type { AuditLinkTable } from './audit-tables.ts';

type Link = Selectable<AuditLinkTable>;
type Parts = { db: Database<SsoDatabase>; mac: AuditMac; now: () => number };

const dayMs = 24 * 60 * 60_000;
const deletedAtOnce = 500;

/** About 100,000 rows at most: what one file holds, one transaction deletes, and memory has to hold. */
const linksPerFile = 200;

export type ArchiveFile = { file: string; rows: number; sha256: string; anchor: string };

/**
 * Moves whole months that are older than the time they are kept from the database to files, JSON lines with a last line
 * that anchors the chain, and then deletes them. A file is on disk before anything goes; the database itself refuses to
 * delete what was not archived, or is younger than 180 days.
 */
export async function archiveAudit(
  parts: Parts,
  o: { directory: string; keepDays: number; linksPerFile?: number },
): Promise<{ archived: number; before: string; files: ArchiveFile[] }> {
  const cutoff = startOfMonth(parts.now() - o.keepDays * dayMs);
  const files: ArchiveFile[] = [];
  for (;;) {
    const links = await oldLinks(parts, cutoff, o.linksPerFile ?? linksPerFile);
    const last = links.at(-1);
    if (!last) break;
    files.push(await archiveLinks(parts, o.directory, { links, last }));
  }
  const archived = files.reduce((sum, { rows }) => sum + rows, 0);
  return { archived, before: new Date(cutoff).toISOString(), files };
}

async function archiveLinks(
  parts: Parts,
  directory: string,
  { links, last }: { links: Link[]; last: Link },
): Promise<ArchiveFile> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = resolve(join(directory, `audit-${links[0]?.position}-${last.position}.jsonl`));
  const digest = await writeFile(parts, { file, links });
  await forget(parts, { links, last, file, digest });
  const rows = links.reduce((sum, link) => sum + link.row_count, 0);
  return { file, rows, sha256: digest, anchor: `${last.position}:${last.hash}` };
}

function startOfMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** Whole links from the beginning whose rows are all from before; the chain goes on with the next one. */
async function oldLinks({ db }: Parts, cutoff: number, most: number): Promise<Link[]> {
  const links = await db.query.selectFrom('audit_link').selectAll().orderBy('position').limit(most).execute();
  const young = links.findIndex((link) => link.last_at >= cutoff);
  return young < 0 ? links : links.slice(0, young);
}

async function writeFile({ db }: Parts, o: { file: string; links: Link[] }): Promise<string> {
  const digest = createHash('sha256');
  const handle = await open(`${o.file}.new`, 'w', 0o600);
  const write = async (value: unknown) => {
    const line = `${JSON.stringify(value)}\n`;
    digest.update(line);
    await handle.write(line);
  };
  for (const link of o.links) {
    const rows = await db.query
      .selectFrom('audit_event')
      .selectAll()
      .where('sequence', 'in', readRanges(link.sequences))
      .orderBy('sequence')
      .execute();
    if (rows.length !== link.row_count)
      throw new Error(`link ${link.position} lacks rows: verify-audit first`);
    for (const row of rows) await write({ row });
    await write({ link });
  }
  const last = o.links.at(-1);
  await write({ anchor: `${last?.position}:${last?.hash}` });
  await handle.sync();
  await handle.close();
  await rename(`${o.file}.new`, o.file);
  await syncDirectory(dirname(o.file));
  return digest.digest('hex');
}

/** The name of a file is on the disk when its directory is; rows go only after that. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows opens no directories, and its journal keeps the order itself.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function forget(
  { db, mac, now }: Parts,
  { links, last, file, digest }: { links: Link[]; last: Link; file: string; digest: string },
): Promise<void> {
  const archive = {
    position: last.position,
    hash: last.hash,
    last_sequence: Math.max(...links.map((link) => link.last_sequence)),
    through_at: Math.max(...links.map((link) => link.last_at)),
    row_count: links.reduce((sum, link) => sum + link.row_count, 0),
    file,
    file_digest: digest,
  };
  await db.transaction(async (trx) => {
    await trx
      .insertInto('audit_archive')
      .values({ ...archive, archived_at: now(), mac: mac.ofArchive(archive) })
      .execute();
    for (const link of links) {
      const sequences = readRanges(link.sequences);
      for (let from = 0; from < sequences.length; from += deletedAtOnce) {
        await trx
          .deleteFrom('audit_event')
          .where('sequence', 'in', sequences.slice(from, from + deletedAtOnce))
          .execute();
      }
    }
    await trx.deleteFrom('audit_link').where('position', '<=', last.position).execute();
  });
}
