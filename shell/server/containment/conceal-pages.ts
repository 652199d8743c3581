import type { FigureLine, NamedFigureReport } from '@yimen/shell-contract';
import { maySeePage } from '../pages/page-access.ts';
import { isPermitted, type ReleaseCaller } from '../registry/states/release-caller.ts';
import type { PageStore } from '../stores/page-store.ts';

/** Lines in which pages that somebody may not see have stand-ins for their ids, and what those are called. */
export type Concealed = { lines: FigureLine[]; names: NamedFigureReport['names']['pages'] };

/**
 * Which pages somebody may know of. Administrators operate them all; of developers and approvers the token tells roles
 * and nothing of their units, so that pages for units are none of theirs (I6).
 *
 * @returns undefined for all of them
 */
export async function knownPages(
  caller: ReleaseCaller,
  pages: PageStore,
): Promise<ReadonlySet<string> | undefined> {
  if (isPermitted(caller, 'operate', '')) return undefined;
  const person = { roles: [...caller.roles], unitIds: [], post: null };
  const known = (await pages.all()).filter((row) => maySeePage(person, row.audience_json));
  return new Set(known.map(({ id }) => id));
}

/** Replaces the pages that are not known; figures of theirs still tell how a portlet fares. */
export function concealPages(
  lines: readonly FigureLine[],
  known: ReadonlySet<string> | undefined,
): Concealed {
  const standIns = new Map<string, string>();
  if (!known) return { lines: [...lines], names: {} };
  const concealed = lines.map((line) => {
    if (line.page === undefined || known.has(line.page)) return line;
    const standIn = standIns.get(line.page) ?? `restricted-${standIns.size + 1}`;
    standIns.set(line.page, standIn);
    return { ...line, page: standIn };
  });
  const names = [...standIns.values()].map((id, index) => [
    id,
    { 'zh-CN': `受限页面 ${index + 1}`, 'en-US': `Restricted page ${index + 1}` },
  ]);
  return { lines: concealed, names: Object.fromEntries(names) };
}
