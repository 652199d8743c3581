import { type Database, isUniqueViolation } from '@yimen/database';
import type { LocalizedText } from '@yimen/portlet-sdk/descriptor';
import type { ReleaseComparison } from '@yimen/portlet-sdk/release';
import type { ReleaseState } from '@yimen/shell-contract';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { PortalTables, ReleaseFileTable, ReleaseTable } from '../database-schema.ts';
import { insertAct, type NewReleaseAct } from './release-act-store.ts';
import { saveComparison } from './release-comparison-store.ts';

export type ReleaseRow = Selectable<ReleaseTable>;
export type ReleaseFileRow = Selectable<ReleaseFileTable>;
/** A release without its signature, which may be as long as the descriptor and which only checking bytes needs. */
export type ReleaseWithPublisher = Omit<ReleaseRow, 'signature'> & {
  publisher: string;
  /** Of the key that it is signed with. */
  key_revoked_at: number | null;
  compromised_since: number | null;
};
/** What lists need of a release: neither its descriptor nor anything else that can be long. */
export type ReleaseLine = Omit<
  ReleaseWithPublisher,
  'descriptor_json' | 'needs_json' | 'modules_json' | 'catalogue_json'
>;
export type PublishOutcome = 'published' | 'version-exists' | 'other-publisher' | 'key-revoked';
/** What is stored with a release or not at all. */
export type NewRelease = {
  release: ReleaseRow;
  files: ReleaseFileRow[];
  comparison: ReleaseComparison;
  act: NewReleaseAct;
};

/** Names that are asked for in one statement. */
const NAMES = 300;

/** The tables `portlet`, `release` and `release_file`. */
export type ReleaseStore = ReturnType<typeof createReleaseStore>;

export function createReleaseStore(db: Database<PortalTables>) {
  return {
    /** Publishes all or nothing. Of any number of publishes of one version exactly one gets `published`. */
    publish: (release: NewRelease) => insertRelease(db, release),

    /** The releases that somebody may be getting: live and canary ones. */
    served: () =>
      selectReleases(db).select(LONG).where('release.state', 'in', ['live', 'canary']).execute() as Promise<
        ReleaseWithPublisher[]
      >,

    /** Every release of every portlet, or of those of one publisher, as lists need them. */
    lines(publisher?: string): Promise<ReleaseLine[]> {
      const all = selectReleases(db);
      const some = publisher === undefined ? all : all.where('portlet.publisher', '=', publisher);
      return some.execute() as Promise<ReleaseLine[]>;
    },

    /** What the named releases call their portlets, by portlet. */
    async titles(
      ids: readonly Pick<ReleaseLine, 'portlet' | 'version'>[],
    ): Promise<ReadonlyMap<string, LocalizedText>> {
      const titles = new Map<string, LocalizedText>();
      for (let at = 0; at < ids.length; at += NAMES) {
        const names = ids.slice(at, at + NAMES).map(({ portlet, version }) => `${portlet} ${version}`);
        const rows = await db.query
          .selectFrom('release')
          .select(['portlet', 'descriptor_json'])
          .where(sql<string>`portlet || ' ' || version`, 'in', names)
          .execute();
        for (const row of rows) titles.set(row.portlet, row.descriptor_json.title);
      }
      return titles;
    },

    ofPortlet: (portlet: string) =>
      selectReleases(db).select(LONG).where('release.portlet', '=', portlet).execute() as Promise<
        ReleaseWithPublisher[]
      >,

    /** One release with its signature. */
    find: (portlet: string, version: string) =>
      db.query
        .selectFrom('release')
        .selectAll()
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .executeTakeFirst() as Promise<ReleaseRow | undefined>,

    async publisherOf(portlet: string): Promise<string | undefined> {
      const row = await db.query
        .selectFrom('portlet')
        .select('publisher')
        .where('name', '=', portlet)
        .executeTakeFirst();
      return row?.publisher;
    },

    /** Moves a release and tells the trail of it; false when it was not in that state (any more). */
    moveState: (
      { name, version }: { name: string; version: string },
      { from, to }: { from: ReleaseState; to: ReleaseState },
      act: NewReleaseAct,
    ) =>
      db.transaction(async (trx) => {
        const moved = await trx
          .updateTable('release')
          .set({ state: to })
          .where('portlet', '=', name)
          .where('version', '=', version)
          .where('state', '=', from)
          .executeTakeFirst();
        if (moved.numUpdatedRows === 0n) return false;
        await insertAct(trx, act);
        return true;
      }),

    /** Marks a release of which a file is damaged; false when it was marked already. */
    async markDamaged(portlet: string, version: string, { at, path }: { at: number; path: string }) {
      const marked = await db.query
        .updateTable('release')
        .set({ damaged_at: at, damaged_path: path })
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .where('damaged_at', 'is', null)
        .executeTakeFirst();
      return marked.numUpdatedRows > 0n;
    },

    /** Takes the mark away; false when there was none. */
    async markIntact(portlet: string, version: string) {
      const marked = await db.query
        .updateTable('release')
        .set({ damaged_at: null, damaged_path: null })
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .where('damaged_at', 'is not', null)
        .executeTakeFirst();
      return marked.numUpdatedRows > 0n;
    },

    filesOf: (portlet: string, version: string) =>
      db.query
        .selectFrom('release_file')
        .selectAll()
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .execute() as Promise<ReleaseFileRow[]>,

    findFile: (portlet: string, version: string, path: string) =>
      db.query
        .selectFrom('release_file')
        .selectAll()
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .where('path', '=', path)
        .executeTakeFirst() as Promise<ReleaseFileRow | undefined>,
  };
}

async function insertRelease(
  db: Database<PortalTables>,
  { release, files, comparison, act }: NewRelease,
): Promise<PublishOutcome> {
  const { portlet, published_by: publisher, published_at: at } = release;
  try {
    return await db.transaction(async (trx) => {
      await trx
        .insertInto('portlet')
        .values({ name: portlet, publisher, created_at: at })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      const owner = await trx
        .selectFrom('portlet')
        .select('publisher')
        .where('name', '=', portlet)
        .executeTakeFirst();
      if (owner?.publisher !== publisher) return 'other-publisher';
      if (!(await isKeyGood(trx, release))) return 'key-revoked';
      await trx.insertInto('release').values(release).execute();
      for (const file of files) await trx.insertInto('release_file').values(file).execute();
      await saveComparison(trx, { portlet, version: release.version }, comparison);
      await insertAct(trx, act);
      return 'published';
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'version-exists';
    throw error;
  }
}

/**
 * Whether the key of a release is still good when the release is written: whoever revokes it meanwhile waits for this
 * transaction, or comes first. An update that changes nothing is a lock that both engines have.
 */
async function isKeyGood(
  trx: Transaction<PortalTables>,
  { published_by: publisher, key_id: keyId }: Pick<ReleaseRow, 'published_by' | 'key_id'>,
): Promise<boolean> {
  if (keyId === null) return true;
  const locked = await trx
    .updateTable('publisher_key')
    .set({ key_id: keyId })
    .where('publisher', '=', publisher)
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return locked.numUpdatedRows > 0n;
}

/** The columns of bounded length. */
const SHORT = [
  'release.portlet',
  'release.version',
  'release.entry',
  'release.integrity',
  'release.is_styled',
  'release.bytes',
  'release.state',
  'release.manifest_sha384',
  'release.published_at',
  'release.published_by',
  'release.base_url',
  'release.key_id',
  'release.damaged_at',
  'release.damaged_path',
] as const;
const LONG = [
  'release.descriptor_json',
  'release.needs_json',
  'release.modules_json',
  'release.catalogue_json',
] as const;

function selectReleases(db: Database<PortalTables>) {
  return db.query
    .selectFrom('release')
    .innerJoin('portlet', 'portlet.name', 'release.portlet')
    .leftJoin('publisher_key', (join) =>
      join
        .onRef('publisher_key.publisher', '=', 'release.published_by')
        .onRef('publisher_key.key_id', '=', 'release.key_id'),
    )
    .select(SHORT)
    .select(['portlet.publisher', 'publisher_key.compromised_since'])
    .select('publisher_key.revoked_at as key_revoked_at');
}
