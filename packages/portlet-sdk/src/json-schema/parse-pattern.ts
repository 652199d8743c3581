/** A step of a pattern's program; numbers are steps to go on at. */
export type PatternStep =
  | { op: 'character'; fits: (character: string) => boolean }
  | { op: 'either'; first: number; second: number }
  | { op: 'go'; to: number }
  | { op: 'at'; where: '^' | '$' | '\\b' | '\\B' }
  | { op: 'matched' };

/** Steps that a pattern may need: more than any sensible one has. */
const MOST_STEPS = 500;
// The parts of a pattern, which is known to be right: the syntax of ECMAScript with flag u leaves no other reading.
const CLASS = /\[(?:\\[\s\S]|[^\]\\])*\]/uy;
const ESCAPE =
  /\\(?:[pP]\{[^}]*\}|u\{[0-9A-Fa-f]+\}|u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|[^1-9kbB])/uy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/uy;
const GROUP = /\((?:\?:|\?<[^=!][^>]*>|(?!\?))/uy;

/** What a pattern must not have; the message says what. */
export class PatternNotSupported extends Error {
  override readonly name = 'PatternNotSupported';
}

/**
 * Reads a regular expression (ECMAScript, flag u) into a program whose run never goes back.
 *
 * @throws SyntaxError when it is none
 * @throws PatternNotSupported for look-around and back references, which would have to go back, and for a pattern that
 *   is too big
 */
export function parsePattern(pattern: string): PatternStep[] {
  new RegExp(pattern, 'u');
  const reader = { pattern, at: 0 };
  const steps: PatternStep[] = [];
  emit(steps, readAlternatives(reader));
  add(steps, { op: 'matched' });
  return steps;
}

type Reader = { readonly pattern: string; at: number };
type Node =
  | { kind: 'step'; step: PatternStep }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'alternatives'; parts: Node[] }
  | Repeated;
type Repeated = { kind: 'repeated'; part: Node; least: number; most: number };

function readAlternatives(reader: Reader): Node {
  const parts: Node[] = [];
  do parts.push(readSequence(reader));
  while (skip(reader, '|'));
  return { kind: 'alternatives', parts };
}

function readSequence(reader: Reader): Node {
  const parts: Node[] = [];
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.at] ?? '')) {
    parts.push(readRepeated(reader));
  }
  return { kind: 'sequence', parts };
}

function readRepeated(reader: Reader): Node {
  const part = readPart(reader);
  const found = take(reader, QUANTIFIER);
  if (!found) return part;
  const [, sign, least = '0', comma, most = ''] = found;
  if (sign !== undefined) {
    const limits = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[sign] ?? [0, Infinity];
    return { kind: 'repeated', part, least: limits[0] ?? 0, most: limits[1] ?? Infinity };
  }
  const end = comma === '' ? Number(least) : most === '' ? Infinity : Number(most);
  return { kind: 'repeated', part, least: Number(least), most: end };
}

function readPart(reader: Reader): Node {
  const { pattern } = reader;
  for (const where of ['^', '$', '\\b', '\\B'] as const) {
    if (skip(reader, where)) return { kind: 'step', step: { op: 'at', where } };
  }
  if (take(reader, GROUP)) {
    const inner = readAlternatives(reader);
    reader.at += 1;
    return inner;
  }
  if (pattern[reader.at] === '(')
    throw new PatternNotSupported('look-around and modifiers are not supported');
  const source = take(reader, CLASS)?.[0] ?? take(reader, ESCAPE)?.[0];
  if (source !== undefined) return character(source);
  if (pattern[reader.at] === '\\') throw new PatternNotSupported('back references are not supported');
  const literal = String.fromCodePoint(pattern.codePointAt(reader.at) ?? 0);
  reader.at += literal.length;
  return character(literal);
}

// One character against one character class: the engine of the platform has nothing to go back to.
function character(source: string): Node {
  const one = new RegExp(`^${source}$`, 'u');
  return { kind: 'step', step: { op: 'character', fits: (text) => one.test(text) } };
}

function skip(reader: Reader, text: string): boolean {
  if (!reader.pattern.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

function take(reader: Reader, part: RegExp): RegExpExecArray | null {
  part.lastIndex = reader.at;
  const found = part.exec(reader.pattern);
  if (found) reader.at += found[0].length;
  return found;
}

function add(steps: PatternStep[], step: PatternStep): void {
  if (steps.length >= MOST_STEPS) throw new PatternNotSupported('is too big, or repeats too often');
  steps.push(step);
}

function emit(steps: PatternStep[], node: Node): void {
  if (node.kind === 'step') add(steps, node.step);
  else if (node.kind === 'sequence') for (const part of node.parts) emit(steps, part);
  else if (node.kind === 'alternatives') emitAlternatives(steps, node.parts);
  else emitRepeated(steps, node);
}

function emitAlternatives(steps: PatternStep[], [first, ...others]: Node[]): void {
  if (!first) return;
  if (others.length === 0) {
    emit(steps, first);
    return;
  }
  const choice = { op: 'either' as const, first: steps.length + 1, second: 0 };
  add(steps, choice);
  emit(steps, first);
  const end = { op: 'go' as const, to: 0 };
  add(steps, end);
  choice.second = steps.length;
  emitAlternatives(steps, others);
  end.to = steps.length;
}

function emitRepeated(steps: PatternStep[], node: Repeated): void {
  for (let count = 0; count < node.least; count += 1) {
    const before = steps.length;
    emit(steps, node.part);
    // Nothing, a billion times: the limit of steps would not end it.
    if (steps.length === before) break;
  }
  if (node.most === Infinity) {
    const choice = { op: 'either' as const, first: steps.length + 1, second: 0 };
    const start = steps.length;
    add(steps, choice);
    emit(steps, node.part);
    add(steps, { op: 'go', to: start });
    choice.second = steps.length;
    return;
  }
  const choices = [];
  for (let count = node.least; count < node.most; count += 1) {
    const choice = { op: 'either' as const, first: steps.length + 1, second: 0 };
    add(steps, choice);
    choices.push(choice);
    emit(steps, node.part);
  }
  for (const choice of choices) choice.second = steps.length;
}
