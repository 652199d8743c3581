import { type JsonValue, migratePreferences, type PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { FindingKind, FindingSeverity, ReleaseFinding } from '@yimen/portlet-sdk/release';
import {
  type Compare,
  type Comparison,
  countPersons,
  finding,
  type PageUse,
  type PersonalUse,
  pagesOf,
} from './comparison.ts';

type Stored = { preferences: Readonly<Record<string, JsonValue>>; storedBy: string | undefined };

/** What becomes of the preferences that people and administrators have stored. */
export const comparePreferences: Compare = (comparison) => [...personal(comparison), ...ofPages(comparison)];

/** What becomes of each stored value that the earlier release reads. */
function fates({ before, after }: Comparison, { preferences, storedBy }: Stored) {
  const was = migratePreferences(before, preferences, storedBy);
  const isLost = new Set(was.rejected.map(({ name }) => name));
  const is = migratePreferences(after, preferences, storedBy);
  const rejected = new Set(is.rejected.map(({ name }) => name));
  const same = migratePreferences(before, preferences, storedBy).values;
  return Object.keys(preferences)
    .filter((name) => !isLost.has(name))
    .map((name) => {
      if (rejected.has(name)) return { name, fate: isGone(after, name) ? 'removed' : 'unfit' } as const;
      const stays = name in same && name in is.values;
      const isSame = stays && JSON.stringify(same[name]) === JSON.stringify(is.values[name]);
      return { name, fate: isSame ? 'same' : 'migrated' } as const;
    });
}

/** It is neither declared nor led anywhere. */
function isGone({ preferences = {}, preferenceMigrations = [] }: PortletDescriptor, name: string): boolean {
  if (Object.hasOwn(preferences, name)) return false;
  return !preferenceMigrations.some(({ rename = {} }) => Object.hasOwn(rename, name));
}

const consequences: Readonly<Record<'removed' | 'unfit' | 'migrated', [FindingSeverity, FindingKind]>> = {
  removed: ['warns', 'preference-removed'],
  unfit: ['breaks', 'preference-kept-aside'],
  migrated: ['info', 'preference-migrated'],
};

function personal(comparison: Comparison): ReleaseFinding[] {
  const all = comparison.use.personal.flatMap((use) =>
    fates(comparison, use).map(({ name, fate }) => ({ use, name, fate })),
  );
  const changed = all.flatMap(({ use, name, fate }) => (fate === 'same' ? [] : [{ use, name, fate }]));
  const found = [...Map.groupBy(changed, ({ name, fate }) => `${fate} ${name}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const [severity, kind] = consequences[first.fate];
    return [
      ofPersons(
        comparison,
        { severity, kind, preference: first.name },
        group.map(({ use }) => use),
      ),
    ];
  });
  const isReadOnly = ({ preferences }: PortletDescriptor, name: string) =>
    preferences?.[name]?.readOnly === true;
  const closed = Object.keys(comparison.after.preferences ?? {}).filter(
    (name) => isReadOnly(comparison.after, name) && !isReadOnly(comparison.before, name),
  );
  for (const name of closed) {
    const uses = all.filter((one) => one.name === name && one.fate !== 'unfit').map(({ use }) => use);
    if (uses.length === 0) continue;
    const about = { severity: 'breaks', kind: 'preference-read-only', preference: name } as const;
    found.push(ofPersons(comparison, about, uses));
  }
  return found;
}

function ofPersons(
  comparison: Comparison,
  { severity, kind, preference }: { severity: FindingSeverity; kind: FindingKind; preference: string },
  uses: readonly PersonalUse[],
): ReleaseFinding {
  const pages = pagesOf(comparison, uses);
  return finding(comparison, {
    ...{ severity, kind, parameters: { preference }, pages, persons: countPersons(uses) },
  });
}

/** What administrators set on pages has no owner whose tray could keep it; the page's history does. */
function ofPages(comparison: Comparison): ReleaseFinding[] {
  const unfit = new Map<string, Set<PageUse>>();
  for (const page of comparison.use.pages) {
    for (const { portlet, preferences, preferencesOf } of page.nodes) {
      if (portlet !== comparison.after.name) continue;
      for (const { name, fate } of fates(comparison, { preferences, storedBy: preferencesOf })) {
        if (fate !== 'unfit' && fate !== 'removed') continue;
        unfit.set(name, (unfit.get(name) ?? new Set()).add(page));
      }
    }
  }
  return [...unfit].map(([preference, pages]) =>
    finding(comparison, {
      severity: isGone(comparison.after, preference) ? 'warns' : 'breaks',
      kind: isGone(comparison.after, preference) ? 'preference-removed' : 'preference-of-page-unfit',
      parameters: { preference },
      pages: [...pages],
    }),
  );
}
