export type Worker = {
  /** There is something to do now. */
  kick(): void;
  /** Waits until what is due now has been done. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  /** Does some of what is due; true when there is more. */
  pass: () => Promise<boolean>;
  /** How long until there may be something again. */
  sleepMs: () => Promise<number>;
  onError: (error: unknown) => void;
};

const afterErrorMs = 5_000;

/** Runs passes one after the other, when kicked and when time has come. It keeps nothing that a restart would lose. */
export function createWorker({ pass, sleepMs, onError }: Options): Worker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;

  async function loop(): Promise<void> {
    let wait: number;
    try {
      do {
        again = false;
        again = (await pass()) || again;
      } while (again && !closed);
      wait = closed ? 0 : await sleepMs();
    } catch (error) {
      onError(error);
      wait = afterErrorMs;
    }
    running = undefined;
    if (closed) return;
    if (again) kick();
    else timer = setTimeout(kick, wait).unref();
  }

  function kick(): void {
    if (closed) return;
    clearTimeout(timer);
    if (running) again = true;
    else running = loop();
  }

  kick();
  return {
    kick,
    async settle() {
      kick();
      while (running) await running;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
