import type { JsonSchema, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { ReleaseFinding } from '@yimen/portlet-sdk/release';
import { type Compare, type Comparison, finding, whereNeighbours } from './comparison.ts';
import { newGap } from './new-gap.ts';

const parametersOf = (descriptor: PortletDescriptor): ReadonlyMap<string, JsonSchema> =>
  // Values stand in an address: they are texts, whatever the schema says.
  new Map(
    (descriptor.publicRenderParameters ?? []).map(({ name, schema }) => [
      name,
      { type: 'string', ...schema },
    ]),
  );

/** Public render parameters that other windows of a page share, and that links carry. */
export const compareParameters: Compare = (comparison) => {
  const after = parametersOf(comparison.after);
  return [...parametersOf(comparison.before)].flatMap(([parameter, was]) => {
    const is = after.get(parameter);
    return is ? changed(comparison, parameter, was, is) : removed(comparison, parameter);
  });
};

function removed(comparison: Comparison, parameter: string): ReleaseFinding[] {
  const { pages, portlets } = whereNeighbours(comparison, (one) => parametersOf(one).has(parameter));
  const parameters = { parameter };
  if (portlets.length > 0) {
    return [
      finding(comparison, { severity: 'breaks', kind: 'parameter-removed', parameters, pages, portlets }),
    ];
  }
  const used = comparison.use.pages;
  if (used.length === 0) return [];
  return [finding(comparison, { severity: 'warns', kind: 'parameter-link-lost', parameters, pages: used })];
}

function changed(
  comparison: Comparison,
  parameter: string,
  was: JsonSchema,
  is: JsonSchema,
): ReleaseFinding[] {
  const findings: ReleaseFinding[] = [];
  const narrowed = newGap([was, was], [was, is]);
  if (narrowed && comparison.use.pages.length > 0) {
    findings.push(
      finding(comparison, {
        ...{ severity: 'warns', kind: 'parameter-narrowed', pages: comparison.use.pages },
        parameters: { parameter, keyword: narrowed.keyword },
      }),
    );
  }
  const gapWith = (neighbour: PortletDescriptor) => {
    const theirs = parametersOf(neighbour).get(parameter);
    // What they set must be read here, and what is set here must be read there.
    return theirs && (newGap([theirs, was], [theirs, is]) ?? newGap([was, theirs], [is, theirs]));
  };
  const { pages, portlets } = whereNeighbours(comparison, (one) => gapWith(one) !== undefined);
  const byGap = Map.groupBy(new Set(portlets), (name) => {
    const neighbour = comparison.descriptorOf(name);
    const gap = neighbour && gapWith(neighbour);
    return `${gap?.isCertain === true} ${gap?.keyword ?? ''}`;
  });
  for (const [key, names] of byGap) {
    const [isCertain, keyword = ''] = key.split(' ');
    findings.push(
      finding(comparison, {
        severity: isCertain === 'true' ? 'breaks' : 'warns',
        ...{ kind: 'parameter-not-shared', parameters: { parameter, keyword }, pages, portlets: names },
      }),
    );
  }
  return findings;
}
