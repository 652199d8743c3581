import type { Maintenance, ReleaseView } from '@yimen/shell-contract';

/** The maintenance that a release is in at a moment; null when it is in use. */
export function maintenanceAt(release: ReleaseView | null | undefined, now: number): Maintenance | null {
  return release?.maintenance?.find(({ from, to }) => from <= now && now < to) ?? null;
}

/** When a release goes into maintenance or comes out of it next; null when nothing is planned. */
export function nextChange(release: ReleaseView | null, now: number): number | null {
  const moments = (release?.maintenance ?? []).flatMap(({ from, to }) => [from, to]).filter((at) => at > now);
  return moments.length === 0 ? null : Math.min(...moments);
}
