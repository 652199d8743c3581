import { ConfigError } from '../config/read-config.ts';
import { createLog } from '../log/create-log.ts';

/**
 * Runs a program: starts it, and closes it on SIGTERM or SIGINT; a second signal ends it at once.
 * The process exits with 0 after a clean close and with 1 when start, close or anything unforeseen fails.
 * @param start gives what has to be closed; call it from `main.ts` only
 */
export function runMain(start: () => Promise<{ close(): Promise<void> }>): void {
  const log = createLog({ category: 'main', write: (line) => void process.stderr.write(`${line}\n`) });
  const die = (event: string) => (error: unknown) => {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    else log.error(event, { error });
    process.exit(1);
  };
  process.on('uncaughtException', die('crashed'));
  process.on('unhandledRejection', die('crashed'));
  let isClosing = false;
  const starting = start();
  starting.catch(die('start-failed'));
  const stop = (signal: NodeJS.Signals): void => {
    if (isClosing) process.exit(1);
    isClosing = true;
    log.info('stopping', { signal });
    starting.then((program) => program.close()).then(() => process.exit(0), die('close-failed'));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
