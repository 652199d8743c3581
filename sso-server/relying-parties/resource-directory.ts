import type { Database } from '@yimen/database';
import type { LocalizedText, ResourceScope, SsoDatabase } from '../database-schema.ts';

export type Resource = { id: string; audience: string; name: LocalizedText; scopes: ResourceScope[] };

export type ResourceDirectory = {
  findByAudience(audience: string): Promise<Resource | undefined>;
  changed(): Promise<void>;
  close(): void;
};

const topic = 'sso-resources';

/** Resources (RFC 8707) and their scopes, kept in memory like the relying parties. */
export function createResourceDirectory({ db }: { db: Database<SsoDatabase> }): ResourceDirectory {
  let cached: Promise<Map<string, Resource>> | undefined;
  const forget = () => {
    cached = undefined;
  };
  const undo = ['resync', topic].map((name) => db.bus.subscribe(name, forget));

  function load(): Promise<Map<string, Resource>> {
    if (cached) return cached;
    const loading = db
      .committed(() => db.query.selectFrom('resource').selectAll().execute())
      .then((rows) => new Map(rows.map((row) => [row.audience, present(row)])));
    cached = loading;
    loading.catch(() => {
      if (cached === loading) forget();
    });
    return loading;
  }

  return {
    findByAudience: async (audience) => (await load()).get(audience),
    async changed() {
      forget();
      await db.bus.publish(topic);
    },
    close: () => {
      for (const stop of undo) stop();
    },
  };
}

function present(row: {
  id: string;
  audience: string;
  name_json: LocalizedText;
  scopes_json: ResourceScope[];
}): Resource {
  return { id: row.id, audience: row.audience, name: row.name_json, scopes: row.scopes_json };
}
