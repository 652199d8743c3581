import type { JsonSchema } from '@yimen/portlet-sdk/descriptor';
import { type SchemaGap, schemaGaps } from './schema-gaps.ts';

type Pair = readonly [from: JsonSchema, to: JsonSchema];

/** The worst gap between two schemas that was not there between two others; undefined when there is none. */
export function newGap(was: Pair, is: Pair): SchemaGap | undefined {
  const known = new Set(schemaGaps(...was).map(keyOf));
  const added = schemaGaps(...is).filter((gap) => !known.has(keyOf(gap)));
  return added.find(({ isCertain }) => isCertain) ?? added[0];
}

const keyOf = ({ pointer, keyword, isCertain }: SchemaGap) => JSON.stringify([pointer, keyword, isCertain]);
