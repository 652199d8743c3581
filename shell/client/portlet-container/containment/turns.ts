/** Lets what must not run at the same time run one after the other. */
export type Turns = {
  /** Resolves when all that came before are done. @returns says that this one is done; twice is safe */
  take(): Promise<() => void>;
};

export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    async take() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      return resolve;
    },
  };
}
