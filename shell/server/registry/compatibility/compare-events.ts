import type { JsonSchema, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { ReleaseFinding } from '@yimen/portlet-sdk/release';
import { type Compare, type Comparison, finding, neighboursOn, whereNeighbours } from './comparison.ts';
import { newGap } from './new-gap.ts';

type Direction = 'publishes' | 'consumes';

const eventsOf = (descriptor: PortletDescriptor, direction: Direction): ReadonlyMap<string, JsonSchema> =>
  new Map((descriptor.events?.[direction] ?? []).map(({ name, schema }) => [name, schema]));

const has = (direction: Direction, event: string) => (descriptor: PortletDescriptor) =>
  eventsOf(descriptor, direction).has(event);

/** Events that the others on a page hear, or send, otherwise than before. */
export const compareEvents: Compare = (comparison) => [
  ...published(comparison),
  ...consumed(comparison),
  ...withoutSource(comparison),
];

function published(comparison: Comparison): ReleaseFinding[] {
  const after = eventsOf(comparison.after, 'publishes');
  return [...eventsOf(comparison.before, 'publishes')].flatMap(([event, was]) => {
    const is = after.get(event);
    if (is) return payloadGaps(comparison, { event, direction: 'consumes', was, is });
    const { pages } = whereNeighbours(comparison, has('consumes', event));
    // Where another portlet publishes it too, its consumers go on hearing it from there.
    const silent = pages.filter((page) => !neighboursOn(comparison, page).some(has('publishes', event)));
    const within = { ...comparison, use: { ...comparison.use, pages: silent } };
    const { portlets } = whereNeighbours(within, has('consumes', event));
    if (portlets.length === 0) return [];
    const kind = 'event-no-longer-published';
    return [
      finding(comparison, { severity: 'breaks', kind, parameters: { event }, pages: silent, portlets }),
    ];
  });
}

function consumed(comparison: Comparison): ReleaseFinding[] {
  const after = eventsOf(comparison.after, 'consumes');
  return [...eventsOf(comparison.before, 'consumes')].flatMap(([event, was]) => {
    const is = after.get(event);
    if (is) return payloadGaps(comparison, { event, direction: 'publishes', was, is });
    const { pages, portlets } = whereNeighbours(comparison, has('publishes', event));
    if (portlets.length === 0) return [];
    const kind = 'event-no-longer-consumed';
    return [finding(comparison, { severity: 'warns', kind, parameters: { event }, pages, portlets })];
  });
}

type Changed = { event: string; direction: Direction; was: JsonSchema; is: JsonSchema };

/** Neighbours in a direction whose schema of an event the new one no longer goes with, by what is in the way. */
function payloadGaps(comparison: Comparison, { event, direction, was, is }: Changed): ReleaseFinding[] {
  const isSent = direction === 'consumes';
  const kind = isSent ? 'event-payload-not-taken' : 'event-payload-refused';
  const gapWith = (neighbour: PortletDescriptor) => {
    const theirs = eventsOf(neighbour, direction).get(event);
    if (!theirs) return undefined;
    return isSent ? newGap([was, theirs], [is, theirs]) : newGap([theirs, was], [theirs, is]);
  };
  const { pages, portlets } = whereNeighbours(comparison, (one) => gapWith(one) !== undefined);
  const byGap = Map.groupBy(new Set(portlets), (name) => {
    const neighbour = comparison.descriptorOf(name);
    return JSON.stringify(neighbour && gapWith(neighbour));
  });
  return [...byGap].map(([text, names]) => {
    const { pointer, keyword, isCertain } = JSON.parse(text) as ReturnType<typeof newGap> & object;
    const stands = (page: (typeof pages)[number]) =>
      neighboursOn(comparison, page).some(({ name }) => names.includes(name));
    return finding(comparison, {
      ...{ severity: isCertain ? 'breaks' : 'warns', kind, portlets: names, pages: pages.filter(stands) },
      parameters: { event, place: pointer || '/', keyword },
    });
  });
}

function withoutSource(comparison: Comparison): ReleaseFinding[] {
  const before = eventsOf(comparison.before, 'consumes');
  const added = [...eventsOf(comparison.after, 'consumes').keys()].filter((event) => !before.has(event));
  return added.flatMap((event) => {
    const heard = new Set(whereNeighbours(comparison, has('publishes', event)).pages);
    const pages = comparison.use.pages.filter((page) => !heard.has(page));
    const own = eventsOf(comparison.after, 'publishes').has(event);
    if (pages.length === 0 || own) return [];
    return [
      finding(comparison, { severity: 'info', kind: 'event-without-source', parameters: { event }, pages }),
    ];
  });
}
