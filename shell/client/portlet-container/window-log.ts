import type { Observable } from '@yimen/portlet-sdk';
import { listen, observableValue } from './observable.ts';

/** One event in the life of a window. */
export type WindowLogEntry = {
  readonly at: number;
  readonly level: 'info' | 'error';
  /** What happened: `loaded`, `load-failed`, `render-failed`, `uncaught-error`, `event-dropped`, … */
  readonly event: string;
  readonly detail: string;
};

/** The log of one window; errors of its code are written here and nowhere near other windows. */
export type WindowLog = Observable<readonly WindowLogEntry[]> & {
  write(level: WindowLogEntry['level'], event: string, detail?: string): void;
};

const keptEntries = 50;

/** A log that keeps the newest entries. */
export function createWindowLog(now: () => number = Date.now): WindowLog {
  const entries = observableValue<readonly WindowLogEntry[]>([]);
  return {
    get: entries.get,
    subscribe: entries.subscribe,
    write(level, event, detail = '') {
      const entry = { at: now(), level, event, detail };
      entries.set([...entries.get(), entry].slice(-keptEntries));
    },
  };
}

type CodeOwner = { readonly entry: string; readonly log: WindowLog };
const owners = new Set<CodeOwner>();

/**
 * Attributes errors in timers, event handlers and rejected promises to the windows whose code threw: the release's
 * folder in the error's file name or stack tells whose it is (`mf-findings.md` section 6).
 *
 * @param entry address of the release's entry
 * @param log the window's log
 * @returns the undo
 */
export function attributeErrors(entry: string, log: WindowLog): () => void {
  return listen(owners, { entry: new URL('.', new URL(entry, document.baseURI)).href, log });
}

/** Listens for errors that nobody caught and for what the page's policy has refused; once per page. */
export function watchUncaughtErrors(target: Window): () => void {
  const onError = (event: ErrorEvent) => record(event.error, event.message, event.filename);
  const onRejection = (event: PromiseRejectionEvent) => record(event.reason, 'unhandled rejection', '');
  target.addEventListener('error', onError);
  target.document.addEventListener('securitypolicyviolation', recordViolation);
  target.addEventListener('unhandledrejection', onRejection);
  return () => {
    target.removeEventListener('error', onError);
    target.document.removeEventListener('securitypolicyviolation', recordViolation);
    target.removeEventListener('unhandledrejection', onRejection);
  };
}

function record(error: unknown, message: string, filename: string): void {
  const stack =
    error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : `${message} ${String(error)}`;
  const where = `${filename}\n${stack}`;
  for (const owner of owners) {
    if (where.includes(owner.entry)) owner.log.write('error', 'uncaught-error', stack.slice(0, 2000));
  }
}

/** Content Security Policy Level 3, 5.5: whose code asked for what was refused, or whose file it was. */
function recordViolation(event: SecurityPolicyViolationEvent): void {
  const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
  const detail = `${effectiveDirective}: ${blockedURI} (${sourceFile ?? ''}:${lineNumber})`;
  for (const { entry, log } of owners) {
    if ([sourceFile, blockedURI].some((address) => address?.startsWith(entry)))
      log.write('error', 'policy-violated', detail.slice(0, 2000));
  }
}
