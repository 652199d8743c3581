import type { JsonSchema } from '@yimen/portlet-sdk/descriptor';

/** Notes that a keyword of the second schema is in the way; a pattern beside it makes that unsure. */
type Note = (keyword: string, isCertain?: boolean) => void;

const limit = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/** Texts of `from` that `to` may not take. */
export function checkString(from: JsonSchema, to: JsonSchema, note: Note): void {
  const isFree = from.pattern === undefined;
  if (limit(to.minLength, 0) > limit(from.minLength, 0)) note('minLength', isFree);
  if (limit(to.maxLength, Infinity) < limit(from.maxLength, Infinity)) note('maxLength', isFree);
  // Whether one pattern holds all texts of another is not asked: it would take more than this is worth.
  if (to.pattern !== undefined && to.pattern !== from.pattern) note('pattern', false);
}

/** Numbers of `from` that `to` may not take. */
export function checkNumber(from: JsonSchema, to: JsonSchema, note: Note): void {
  const types = Array.isArray(from.type) ? from.type : [from.type];
  const isWhole = types.includes('integer') && !types.includes('number');
  if (isBelow(lowest(from, isWhole), lowest(to, isWhole))) {
    note(to.exclusiveMinimum === undefined ? 'minimum' : 'exclusiveMinimum', isPlain(from));
  }
  if (isBelow(negated(highest(from, isWhole)), negated(highest(to, isWhole)))) {
    note(to.exclusiveMaximum === undefined ? 'maximum' : 'exclusiveMaximum', isPlain(from));
  }
  if (typeof to.multipleOf !== 'number') return;
  const step = typeof from.multipleOf === 'number' ? from.multipleOf : isWhole ? 1 : Number.NaN;
  if (!Number.isInteger(step / to.multipleOf)) note('multipleOf', false);
}

/** Lists of `from` whose length, or whose equal entries, `to` may not take. */
export function checkArray(from: JsonSchema, to: JsonSchema, note: Note): void {
  if (limit(to.minItems, 0) > limit(from.minItems, 0)) note('minItems');
  if (limit(to.maxItems, Infinity) < limit(from.maxItems, Infinity)) note('maxItems', false);
  if (to.uniqueItems === true && from.uniqueItems !== true && limit(from.maxItems, Infinity) > 1) {
    note('uniqueItems', false);
  }
}

/** With a step, the numbers near a limit need not be there. */
const isPlain = (schema: JsonSchema) => schema.multipleOf === undefined;

type Bound = { at: number; isOpen: boolean };

function lowest(schema: JsonSchema, isWhole: boolean): Bound {
  const closed: Bound = { at: limit(schema.minimum, -Infinity), isOpen: false };
  const open: Bound = { at: limit(schema.exclusiveMinimum, -Infinity), isOpen: true };
  const bound = open.at >= closed.at && open.at !== -Infinity ? open : closed;
  if (!isWhole || bound.at === -Infinity) return bound;
  return { at: bound.isOpen ? Math.floor(bound.at) + 1 : Math.ceil(bound.at), isOpen: false };
}

function highest(schema: JsonSchema, isWhole: boolean): Bound {
  const turned = {
    ...(typeof schema.maximum === 'number' && { minimum: -schema.maximum }),
    ...(typeof schema.exclusiveMaximum === 'number' && { exclusiveMinimum: -schema.exclusiveMaximum }),
  };
  return negated(lowest(turned, isWhole));
}

function negated({ at, isOpen }: Bound): Bound {
  return { at: -at, isOpen };
}

/** Whether numbers from the bound `a` on begin before those from `b` on. */
function isBelow(a: Bound, b: Bound): boolean {
  return a.at < b.at || (a.at === b.at && !a.isOpen && b.isOpen);
}
