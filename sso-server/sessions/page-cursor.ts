import { problem } from '@yimen/problem';

/** Position after the last row of a page that is ordered by a moment and then an id. */
export type PageCursor = { at: number; id: string };

export function writeCursor({ at, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @throws problem `invalid-input` when the text is not one that was given out here */
export function readCursor(text: string | undefined): PageCursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof at === 'number' && Number.isSafeInteger(at) && typeof id === 'string') return { at, id };
  } catch {}
  throw problem('invalid-input', { errors: [{ pointer: '/query/cursor', detail: 'not a cursor' }] });
}
