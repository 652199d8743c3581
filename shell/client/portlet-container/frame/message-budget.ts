/** Messages that a page may send at once, and each second for as long as it likes. */
const burst = 300;
const perSecond = 100;

/** A bucket of messages that fills up again. */
export type MessageBudget = {
  /** @param cost of a message, for those that make more work than most */
  take(cost?: number): boolean;
};

/** @param now milliseconds that only grow */
export function createMessageBudget(now: () => number = () => performance.now()): MessageBudget {
  let left = burst;
  let at = now();
  return {
    take(cost = 1) {
      const time = now();
      left = Math.min(burst, left + ((time - at) / 1_000) * perSecond);
      at = time;
      if (left < cost) return false;
      left -= cost;
      return true;
    },
  };
}
