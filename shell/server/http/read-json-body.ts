import { problem } from '@yimen/problem';
import { parseJson } from '@yimen/service-kit';
import type { Context } from 'koa';

/**
 * Reads a JSON body that is bigger than bodies usually may be.
 *
 * @throws problem `unsupported-media-type`, `too-large`, `invalid-input`
 */
export async function readJsonBody(ctx: Context, mostBytes: number): Promise<unknown> {
  if (!ctx.is('json')) throw problem('unsupported-media-type', { detail: 'application/json is expected' });
  if ((ctx.request.length ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks).toString('utf8'));
}

function tooLarge(mostBytes: number): Error {
  // The rest of the body is not read, so the connection cannot be used again.
  return problem('too-large', { detail: `at most ${mostBytes} bytes`, headers: { connection: 'close' } });
}
