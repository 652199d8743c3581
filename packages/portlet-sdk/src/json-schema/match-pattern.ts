import { PatternNotSupported, type PatternStep, parsePattern } from './parse-pattern.ts';

const MOST_KNOWN = 1_000;
const known = new Map<string, PatternStep[] | PatternNotSupported>();

/**
 * Whether a regular expression (ECMAScript, flag u) matches somewhere in a text.
 *
 * Patterns come from portlets' authors and texts from anybody, and the portal server checks them between the requests
 * of everybody else. The engine of the platform can take hours for thirty characters; this one walks through the text
 * once, with all ways of matching side by side, so its time is the product of both lengths at most.
 *
 * @returns false for a pattern that is not supported; `patternMistake` tells of it when a release is published
 * @throws SyntaxError when the pattern is no regular expression
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const steps = stepsOf(pattern);
  return !(steps instanceof PatternNotSupported) && run(steps, [...text]);
}

/** What is wrong with a pattern, or undefined. */
export function patternMistake(pattern: string): string | undefined {
  try {
    const steps = stepsOf(pattern);
    return steps instanceof PatternNotSupported ? steps.message : undefined;
  } catch (error) {
    return `is not a regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function stepsOf(pattern: string): PatternStep[] | PatternNotSupported {
  const found = known.get(pattern) ?? parse(pattern);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(pattern, found);
  return found;
}

function parse(pattern: string): PatternStep[] | PatternNotSupported {
  try {
    return parsePattern(pattern);
  } catch (error) {
    if (error instanceof PatternNotSupported) return error;
    throw error;
  }
}

function run(steps: readonly PatternStep[], text: readonly string[]): boolean {
  // The last position at which a step was reached: each at most once per position.
  const reachedAt = new Int32Array(steps.length).fill(-1);
  let waiting: number[] = [];
  for (let position = 0; position <= text.length; position += 1) {
    // A match may begin anywhere.
    const characters = follow(steps, [...waiting, 0], { text, position, reachedAt });
    if (!characters) return true;
    const character = text[position];
    if (character === undefined) return false;
    waiting = characters.filter((at) => {
      const step = steps[at];
      return step?.op === 'character' && step.fits(character);
    });
    waiting = waiting.map((at) => at + 1);
  }
  return false;
}

/** The steps that wait for a character, reached from some without taking one; undefined when the end was reached. */
function follow(
  steps: readonly PatternStep[],
  from: number[],
  place: { text: readonly string[]; position: number; reachedAt: Int32Array },
): number[] | undefined {
  const characters: number[] = [];
  const todo = from;
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const step = steps[at];
    if (!step || place.reachedAt[at] === place.position) continue;
    place.reachedAt[at] = place.position;
    if (step.op === 'matched') return undefined;
    if (step.op === 'character') characters.push(at);
    else if (step.op === 'go') todo.push(step.to);
    else if (step.op === 'either') todo.push(step.first, step.second);
    else if (holds(step.where, place)) todo.push(at + 1);
  }
  return characters;
}

function holds(
  where: '^' | '$' | '\\b' | '\\B',
  { text, position }: { text: readonly string[]; position: number },
): boolean {
  if (where === '^') return position === 0;
  if (where === '$') return position === text.length;
  const isWord = (character: string | undefined) => character !== undefined && /^\w$/.test(character);
  const isBorder = isWord(text[position - 1]) !== isWord(text[position]);
  return isBorder === (where === '\\b');
}
