import { problem } from '@yimen/problem';

const MINUTE = 60_000;
/** An open page reports twice a minute, and people open many pages in many tabs. */
const MOST_PER_MINUTE = 120;

/** Keeps one browser from filling the figures. @returns counts a report of a session, or throws `rate-limited` */
export function createReportLimit(clock: () => number): (session: string) => void {
  let since = clock();
  let reports = new Map<string, number>();
  return (session) => {
    if (clock() - since >= MINUTE) {
      since = clock();
      reports = new Map();
    }
    const count = (reports.get(session) ?? 0) + 1;
    reports.set(session, count);
    if (count > MOST_PER_MINUTE) throw problem('rate-limited', { headers: { 'retry-after': '60' } });
  };
}
