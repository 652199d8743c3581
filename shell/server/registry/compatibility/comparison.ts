import type { JsonValue, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { FindingPage, ReleaseFinding } from '@yimen/portlet-sdk/release';
import type { LayoutNode } from '@yimen/shell-contract/layout';

/** A page, as published or as drafted, on which the portlet stands, or to which people have added it. */
export type PageUse = {
  page: FindingPage & { id: string };
  nodes: readonly LayoutNode[];
  /** Portlets that people added to the page, with the number of people. */
  added: ReadonlyMap<string, number>;
};

/** What one person set for one window of the portlet. */
export type PersonalUse = {
  sub: string;
  pageId: string;
  preferences: Readonly<Record<string, JsonValue>>;
  /** Version that stored them; undefined where it was not written down. */
  storedBy: string | undefined;
  isMinimized: boolean;
};

/** Everything that uses one portlet. */
export type PortletUse = { pages: readonly PageUse[]; personal: readonly PersonalUse[] };

/** A release beside the one that people have, and who uses it. */
export type Comparison = {
  before: PortletDescriptor;
  after: PortletDescriptor;
  use: PortletUse;
  /** Descriptors of the other portlets, as people get them. */
  descriptorOf: (portlet: string) => PortletDescriptor | undefined;
  /** Audiences of the services that the portal knows. */
  services: ReadonlySet<string>;
};

/** Compares one side of two releases. */
export type Compare = (comparison: Comparison) => ReleaseFinding[];

type Found = Pick<ReleaseFinding, 'severity' | 'kind'> &
  Partial<Pick<ReleaseFinding, 'parameters' | 'portlets' | 'persons'>> & { pages?: readonly PageUse[] };

/** A finding with what it does not say filled in. */
export function finding({ before }: { before: { version: string } }, found: Found): ReleaseFinding {
  const { pages = [], parameters = {}, portlets = [], persons = 0, ...rest } = found;
  return {
    ...rest,
    parameters,
    comparedWith: before.version,
    pages: pages.map(({ page: { slug, title, isDraft } }) => ({ slug, title, isDraft })),
    portlets: [...new Set(portlets)].sort(),
    persons,
  };
}

/** The other portlets of a page. */
export function neighboursOn(
  { descriptorOf, after }: Comparison,
  { nodes, added }: PageUse,
): PortletDescriptor[] {
  const names = new Set([...nodes.map(({ portlet }) => portlet), ...added.keys()]);
  names.delete(after.name);
  return [...names].flatMap((name) => descriptorOf(name) ?? []);
}

/** Pages on which some other portlet fulfils a condition, and those portlets. */
export function whereNeighbours(
  comparison: Comparison,
  fits: (neighbour: PortletDescriptor) => boolean,
): { pages: PageUse[]; portlets: string[] } {
  const found = comparison.use.pages.map((page) => ({
    page,
    names: neighboursOn(comparison, page)
      .filter(fits)
      .map(({ name }) => name),
  }));
  const some = found.filter(({ names }) => names.length > 0);
  return { pages: some.map(({ page }) => page), portlets: some.flatMap(({ names }) => names) };
}

/** Number of different people. */
export function countPersons(uses: readonly Pick<PersonalUse, 'sub'>[]): number {
  return new Set(uses.map(({ sub }) => sub)).size;
}

/** Pages, published ones, that some personal changes belong to. */
export function pagesOf(comparison: Comparison, uses: readonly PersonalUse[]): PageUse[] {
  const ids = new Set(uses.map(({ pageId }) => pageId));
  return comparison.use.pages.filter(({ page }) => ids.has(page.id) && !page.isDraft);
}
