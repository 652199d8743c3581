import type { Context } from 'koa';

/**
 * Aborts when the browser goes away before its answer has been sent: nobody waits for what is still to come. After an
 * answer that was sent well it stays quiet, since an abort costs an error with its stack.
 */
export function goneSignal(ctx: Context): AbortSignal {
  const gone = new AbortController();
  ctx.res.once('close', () => {
    if (!ctx.res.writableFinished) gone.abort();
  });
  return gone.signal;
}
