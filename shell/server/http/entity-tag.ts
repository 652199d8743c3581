import { problem } from '@yimen/problem';
import type { Context } from 'koa';

/**
 * The revision that a request expects (`If-Match`, RFC 9110, 13.1.1).
 *
 * @returns undefined when the request expects nothing in particular
 * @throws problem `invalid-input` when the header is there and no entity tag of ours
 */
export function expectedRevision(ctx: Context): number | undefined {
  const header = ctx.get('if-match').trim();
  if (header === '' || header === '*') return undefined;
  const [, digits] = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header) ?? [];
  if (digits === undefined) {
    throw problem('invalid-input', {
      errors: [{ pointer: '/headers/if-match', detail: 'a revision is expected, like "3"' }],
    });
  }
  return Number(digits);
}

/** Tells the revision of what is answered. */
export function setRevision(ctx: Context, revision: number): void {
  ctx.set('ETag', `"${revision}"`);
}
