import { problem } from '@yimen/problem';
import type { Context } from 'koa';
import type { FieldMessage } from '../../contract/field-messages.ts';

/** The entity tag of a revision (RFC 9110, 8.8.3). */
export function revisionTag(revision: number): string {
  return `"${revision}"`;
}

/**
 * The revision that a change is based on (If-Match, RFC 9110, 13.1.1).
 *
 * @throws problem `invalid-input` when the header is missing or no revision of ours
 */
export function requireRevision(ctx: Pick<Context, 'get'>): number {
  const match = /^"(\d{1,9})"$/.exec(ctx.get('if-match').trim());
  if (!match) {
    throw problem('invalid-input', {
      errors: [{ pointer: '/headers/if-match', detail: 'if-match' satisfies FieldMessage }],
    });
  }
  return Number(match[1]);
}
