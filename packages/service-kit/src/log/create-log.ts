import { redact } from './redact.ts';

/** How much is written. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Data of a log line. Tokens, cookies and passwords in it are replaced. */
export type LogFields = Record<string, unknown>;

/** Writes events, not prose: `log.info('page-published', { pageId })`. */
export type Log = {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields; `category` replaces the category. */
  child(fields: LogFields & { category?: string }): Log;
};

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * Makes a log of JSON lines: `{ time, level, category, event, … }`.
 * @param o `category` is the program's or package's name; `level` the least that is written (info); `write` gets each
 *   line without its newline (standard output); `clock` gives the time
 */
export function createLog(o: {
  category: string;
  level?: LogLevel;
  write?: (line: string) => void;
  clock?: () => number;
}): Log {
  const write = o.write ?? ((line: string) => void process.stdout.write(`${line}\n`));
  const clock = o.clock ?? Date.now;
  const least = levels.indexOf(o.level ?? 'info');
  const make = (category: string, bound: LogFields): Log => {
    const at = (level: LogLevel) => (event: string, fields?: LogFields) => {
      if (levels.indexOf(level) < least) return;
      const data = redact({ ...bound, ...fields }) as LogFields;
      const head = { time: new Date(clock()).toISOString(), level, category, event };
      // First for their place in the line, and again so that no field can take it.
      write(JSON.stringify({ ...head, ...data, ...head }));
    };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: ({ category: own, ...fields }) => make(own ?? category, { ...bound, ...fields }),
    };
  };
  return make(o.category, {});
}
