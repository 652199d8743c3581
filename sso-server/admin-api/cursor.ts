import type { z } from 'zod';
import { invalid } from './invalid.ts';

/** A place in a list that is read page by page. Opaque to whoever asks. */
export function writeCursor(position: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws problem `invalid-input` when it is not a cursor of this list */
export function readCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(cursor));
  if (!parsed.success) throw invalid('/query/cursor', 'not a cursor of this list');
  return parsed.data;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
