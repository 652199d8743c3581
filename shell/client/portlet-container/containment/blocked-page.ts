/** A block from which on a release is not loaded again without being asked for. */
const blockedFrom = 3_000;
/**
 * Nobody waits for a page that long: the laptop slept or a debugger held the script. A loop that never ends leaves no
 * long task behind, and is found by the step that it never finished.
 */
const blockedUntil = 60_000;

/** What a long task says of the release whose code ran. */
export type Verdict = 'nothing' | 'busy' | 'blocked';

/**
 * Judges a long task: `busy` counts for the budget of long tasks, `blocked` keeps the release from loading by itself the
 * next time as well. That lasts a day, so that it needs somebody who was kept waiting.
 *
 * @param page the document that was blocked
 */
export function judgeLongTask(
  milliseconds: number,
  page: Pick<Document, 'visibilityState' | 'hasFocus'>,
): Verdict {
  if (milliseconds > blockedUntil) return 'nothing';
  // Behind other windows or tabs, or with the developer tools in use, the page kept nobody waiting.
  const isUsed = page.visibilityState === 'visible' && page.hasFocus();
  return milliseconds >= blockedFrom && isUsed ? 'blocked' : 'busy';
}
