import type { FilterValues } from '../../../common/filter-bar.tsx';

export type Show = 'all' | 'alerts' | 'failures';

/** The bureau's days (China has one time zone and no summer time), as moments for the API. */
const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`);
const dayMs = 86_400_000;

/** What the form and the tabs narrow the trail to, in the words of the API; the last day is inclusive. */
export function auditQuery({ from, to, ...rest }: FilterValues, show: Show): Record<string, string> {
  return {
    ...rest,
    ...(show === 'alerts' && { severity: 'alert' }),
    ...(show === 'failures' && { outcome: 'failure' }),
    ...(from && { from: startOf(from).toISOString() }),
    ...(to && { to: new Date(startOf(to).getTime() + dayMs).toISOString() }),
  };
}
