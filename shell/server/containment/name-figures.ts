import type { LocalizedText } from '@yimen/portlet-sdk/descriptor';
import type { FigureLine, NamedFigureReport } from '@yimen/shell-contract';
import semver from 'semver';
import type { Directory } from '../admin/directory.ts';
import type { PageStore } from '../stores/page-store.ts';
import type { ReleaseLine, ReleaseStore } from '../stores/release-store.ts';

export type NameParts = { releases: ReleaseStore; pages: PageStore; directory: Directory };

type Named = readonly (readonly [string, LocalizedText])[];

/** What the portlets, pages and units in these lines are called; kinds that no line mentions are not asked for. */
export async function namesOf(
  lines: readonly FigureLine[],
  { releases, pages, directory }: NameParts,
): Promise<NamedFigureReport['names']> {
  const pick = async (kind: 'portlet' | 'page' | 'unit', read: () => Promise<Named>) => {
    const wanted = new Set(lines.map((line) => line[kind]).filter((id) => typeof id === 'string'));
    if (wanted.size === 0) return {};
    return Object.fromEntries((await read()).filter(([id]) => wanted.has(id)));
  };
  const [portletNames, pageNames, unitNames] = await Promise.all([
    pick('portlet', async () => [...(await releases.titles(oneOfEach(await releases.lines())))]),
    pick('page', async () => (await pages.published()).map((row) => [row.id, row.title_json] as const)),
    pick('unit', () => unitsOf(directory)),
  ]);
  return { portlets: portletNames, pages: pageNames, units: unitNames };
}

/** A release for each portlet to say its title: one that people get, where there is any. */
function oneOfEach(lines: readonly ReleaseLine[]): ReleaseLine[] {
  const ranked = lines.toSorted(
    (a, b) => a.published_at - b.published_at || semver.compare(a.version, b.version),
  );
  const isLive = (line: ReleaseLine) => line.state === 'live';
  const speakers = [...ranked.filter((line) => !isLive(line)), ...ranked.filter(isLive)];
  return [...new Map(speakers.map((line) => [line.portlet, line])).values()];
}

/** Figures are worth seeing while the sso-server is away: then by the ids of units. */
async function unitsOf(directory: Directory): Promise<Named> {
  const known = await directory.get().catch(() => undefined);
  return known?.units.map(({ id, name }) => [id, name] as const) ?? [];
}
