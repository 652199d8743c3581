import { hash } from 'node:crypto';
import { problem } from '@yimen/problem';
import type { Context } from 'koa';

/** JSON with sorted members: equal data gives equal text, whichever engine it was read from. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(ordered(value));
}

/** A copy with sorted members: every audit row is written so, and a replacer for JSON.stringify takes several times longer. */
function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  if ('toJSON' in value && typeof value.toJSON === 'function') return ordered(value.toJSON(''));
  const members = value as Record<string, unknown>;
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(
    Object.keys(members)
      .sort()
      .map((name) => [name, ordered(members[name])]),
  );
}

/** The revision of a thing: a hash of all there is to it, so that it needs no counter. Null when it does not exist. */
export function revisionOf(state: unknown): string | null {
  if (state === null || state === undefined) return null;
  return hash('sha256', canonicalJson(state), 'base64url').slice(0, 22);
}

export type Expected = { revision: string | '*' } | { nothing: true } | undefined;

/**
 * What the request expects to find (RFC 9110, 13.1.1 and 13.1.2): `If-Match: "…"`, or `If-None-Match: *` for nothing.
 */
export function expectedOf(ctx: Context): Expected {
  if (ctx.get('if-none-match').trim() === '*') return { nothing: true };
  const header = ctx.get('if-match').trim();
  if (header === '') return undefined;
  if (header === '*') return { revision: '*' };
  const [, revision] = /^"([\w-]{1,64})"$/.exec(header) ?? [];
  if (revision === undefined) throw expectationMissing();
  return { revision };
}

export function isAsExpected(expected: Expected, revision: string | null): boolean {
  if (!expected) return true;
  if ('nothing' in expected) return revision === null;
  return revision !== null && (expected.revision === '*' || expected.revision === revision);
}

export function expectationMissing() {
  const detail = 'the entity tag of what is changed is expected, as its ETag header gave it';
  return problem('invalid-input', { errors: [{ pointer: '/headers/if-match', detail }] });
}

/** Somebody else was quicker: nothing is changed. */
export const outdated = () => problem('revision-outdated');
