import type { SilenceLimit } from './silence-limit.ts';

/** A request's body on its way to the service. */
export type Upload = {
  readonly stream: ReadableStream<Uint8Array>;
  /** Whether the service would take more and the browser has not sent it: it is slow, or it broke off. */
  isAwaited(): boolean;
};

/** Passes a body on, chunk by chunk as the service takes it; every chunk counts as something that moved. */
export function watchUpload(body: ReadableStream<Uint8Array>, silence: SilenceLimit): Upload {
  const reader = body.getReader();
  let isAwaited = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        isAwaited = true;
        // When it throws, the browser broke off: it stays awaited.
        const { done, value } = await reader.read();
        isAwaited = false;
        silence.heard();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { stream, isAwaited: () => isAwaited };
}
