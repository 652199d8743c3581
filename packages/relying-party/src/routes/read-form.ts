import { problem } from '@yimen/problem';
import type { Context } from 'koa';

const LARGEST = 64 * 1024;

/** Reads a form body, whether or not the host's body parser has done so already. */
export async function readForm(ctx: Context): Promise<URLSearchParams> {
  const parsed: unknown = (ctx.request as { body?: unknown }).body;
  if (typeof parsed === 'object' && parsed !== null) {
    const texts = Object.entries(parsed).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    if (texts.length > 0) return new URLSearchParams(texts);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req) {
    size += (chunk as Buffer).length;
    if (size > LARGEST) throw problem('too-large');
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
