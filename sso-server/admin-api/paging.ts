import { z } from 'zod';
import { invalid } from './invalid.ts';

/** `?limit=&cursor=` of every list. The cursor is opaque: it comes from the answer before. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
};

/** Where a page of a list that is ordered by a moment and then an id has ended. */
export type PagePosition = { at: number; id: string };

const pagePosition = z.tuple([z.number().int(), z.string()]);

export const writeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws problem `invalid-input` for anything that this list has not handed out */
export function readCursor<T>(shape: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalid('/query/cursor', 'not a cursor of this list');
  }
}

export function readPagePosition(cursor: string | undefined): PagePosition | undefined {
  const [at, id] = readCursor(pagePosition, cursor) ?? [];
  return at === undefined || id === undefined ? undefined : { at, id };
}

/** The cursor after a page that is full; null after the last one. */
export function nextCursor<Row>(rows: Row[], limit: number, position: (row: Row) => unknown): string | null {
  const last = rows.at(-1);
  return rows.length === limit && last !== undefined ? writeCursor(position(last)) : null;
}
