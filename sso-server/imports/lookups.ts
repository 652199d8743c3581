import type { LocalizedText } from '../database-schema.ts';
import type { Structure } from '../organisation/organisation-store.ts';

type Found = string | 'ambiguous' | undefined;
export type Lookup = { find(text: string): Found };
export type Lookups = { units: Lookup; posts: Lookup; roles: Lookup };

type Row = { id: string; code?: string | null; name_json: LocalizedText };

/** By id first, then by code or name, which several may share. */
function lookup(rows: Iterable<Row>): Lookup {
  const ids = new Map<string, string>();
  const others = new Map<string, string>();
  for (const row of rows) {
    ids.set(row.id, row.id);
    for (const name of new Set([row.code ?? '', ...Object.values(row.name_json)].map(fold))) {
      if (name !== '') others.set(name, others.has(name) ? 'ambiguous' : row.id);
    }
  }
  return { find: (text) => ids.get(text) ?? others.get(fold(text)) };
}

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();

export function createLookups({ units, posts, roles }: Structure): Lookups {
  return { units: lookup(units.values()), posts: lookup(posts.values()), roles: lookup(roles.values()) };
}
