import { Readable } from 'node:stream';
import type { SilenceLimit } from './silence-limit.ts';

/** A request's body on its way to the service. */
export type Upload = {
  readonly stream: Readable;
  /** Whether the service would take more and the browser has not sent it: it is slow, or it broke off. */
  isAwaited(): boolean;
};

/** Passes a body on, chunk by chunk as the service takes it; every chunk counts as something that moved. */
export function watchUpload(body: Readable, silence: SilenceLimit): Upload {
  // The connection must outlive a body that nobody wants any more: the answer goes back on it.
  const chunks = body.iterator({ destroyOnReturn: false });
  let isAwaited = false;
  const stream = new Readable({
    highWaterMark: 0,
    read() {
      isAwaited = true;
      chunks.next().then(
        ({ done, value }) => {
          isAwaited = false;
          silence.heard();
          stream.push(done ? null : value);
        },
        // The browser broke off: it stays awaited.
        (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  return { stream, isAwaited: () => isAwaited };
}
