import type { Undo } from '@yimen/portlet-sdk';

/** How often a page is asked, and how long it may take to answer. */
const interval = 4_000;
const patience = 8_000;

/** Asks a page again and again whether it still runs, as long as the document is visible. */
export type FrameHeartbeat = { answered(): void; stop: Undo };

/**
 * @param ask sends the question
 * @param onSilence told once when no answer has come
 */
export function watchFrame(ask: () => void, onSilence: () => void): FrameHeartbeat {
  let askedAt: number | null = null;
  const timer = setInterval(() => {
    // A hidden document's timers are slowed down, the page's as well: silence would mean nothing.
    if (document.visibilityState !== 'visible') {
      askedAt = null;
      return;
    }
    if (askedAt === null) {
      askedAt = performance.now();
      ask();
    } else if (performance.now() - askedAt >= patience) {
      clearInterval(timer);
      onSilence();
    }
  }, interval);
  return {
    answered() {
      askedAt = null;
    },
    stop: () => clearInterval(timer),
  };
}
