import type { WindowErrorKind } from '@yimen/shell-contract';

/** How one person fared with a release. */
export type Outcome = {
  person: string;
  hasFailed: boolean;
  errors: Partial<Record<WindowErrorKind, number>>;
};

/** How a release fared lately. */
export type Tally = {
  people: number;
  failedPeople: number;
  errors: Partial<Record<WindowErrorKind, number>>;
};

type Entry = Outcome & { at: number };

/** More people than that decide nothing more. */
const MOST_KEPT = 1_000;

/** How people fared with releases within the last seconds: each person's newest outcome, in memory only. */
export function createRecentOutcomes(o: { clock: () => number; seconds: number }) {
  const byRelease = new Map<string, Map<string, Entry>>();

  return {
    add(release: string, outcome: Outcome): Tally {
      const now = o.clock();
      const entries = byRelease.get(release) ?? new Map<string, Entry>();
      byRelease.set(release, entries);
      // Newest last: what is too old is at the front.
      entries.delete(outcome.person);
      entries.set(outcome.person, { ...outcome, at: now });
      for (const [person, { at }] of entries) {
        if (at >= now - o.seconds * 1000 && entries.size <= MOST_KEPT) break;
        entries.delete(person);
      }
      return tallyOf([...entries.values()]);
    },
    forget: (release: string) => void byRelease.delete(release),
  };
}

function tallyOf(entries: readonly Entry[]): Tally {
  const failed = entries.filter(({ hasFailed }) => hasFailed);
  const errors: Partial<Record<WindowErrorKind, number>> = {};
  for (const entry of failed) {
    for (const [kind, count] of Object.entries(entry.errors) as [WindowErrorKind, number][])
      errors[kind] = (errors[kind] ?? 0) + count;
  }
  return { people: entries.length, failedPeople: failed.length, errors };
}
