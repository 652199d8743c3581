/** What the page says of itself once every component shows its data. */
export type ReadyReport = {
  /** Milliseconds from the start of the navigation. */
  ready: number;
  requests: number;
  /** Bytes over the network, heads included; nothing for what came from the cache. */
  bytes: number;
};

/**
 * Runs in the page before anything else, the same on every side: tells the moment when the last component has put
 * its rows into the document.
 */
export function readyProbe(count: number): void {
  const scope = window as unknown as { benchReady: Promise<unknown> };
  const shown = document.getElementsByTagName('dl');
  scope.benchReady = new Promise((resolve) => {
    const check = () => {
      // The cheap question first: every component has one list of figures, inside of what is marked.
      if (shown.length < count || document.querySelectorAll('[data-bench-ready]').length < count) return;
      const ready = performance.now();
      observer.disconnect();
      resolve({ ready, ...traffic() });
    };
    const traffic = () => {
      const entries = [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ] as PerformanceResourceTiming[];
      const overNetwork = entries.filter(({ transferSize }) => transferSize > 0);
      return {
        requests: overNetwork.length,
        bytes: overNetwork.reduce((sum, { transferSize }) => sum + transferSize, 0),
      };
    };
    const observer = new MutationObserver(check);
    observer.observe(document, { childList: true, subtree: true });
  });
}
