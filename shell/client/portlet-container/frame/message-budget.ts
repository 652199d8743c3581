/** Messages that a page may send at once, and each second for as long as it likes. */
const burst = 300;
const perSecond = 100;

/** A bucket of messages that fills up again. */
export type MessageBudget = { take(): boolean };

/** @param now milliseconds that only grow */
export function createMessageBudget(now: () => number = () => performance.now()): MessageBudget {
  let left = burst;
  let at = now();
  return {
    take() {
      const time = now();
      left = Math.min(burst, left + ((time - at) / 1_000) * perSecond);
      at = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
