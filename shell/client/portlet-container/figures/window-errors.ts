import type { Undo } from '@yimen/portlet-sdk';
import type { WindowErrorKind } from '@yimen/shell-contract';
import type { WindowLog, WindowLogEntry } from '../window-log.ts';

const kinds: Readonly<Record<string, WindowErrorKind>> = {
  'load-failed': 'load',
  'render-failed': 'render',
  'uncaught-error': 'code',
  'policy-violated': 'code',
  'event-listener-failed': 'event',
  'event-dropped': 'event',
  'page-changed': 'code',
  'page-blocked': 'code',
};

/** Tells of each error that is written to a window's log. */
export function watchErrors(log: WindowLog, onError: (kind: WindowErrorKind) => void): Undo {
  let seen = new Set<WindowLogEntry>(log.get());
  return log.subscribe(() => {
    const entries = log.get();
    const fresh = entries.filter((entry) => !seen.has(entry));
    seen = new Set(entries);
    for (const { event } of fresh) {
      const kind = kinds[event];
      if (kind) onError(kind);
    }
  });
}
