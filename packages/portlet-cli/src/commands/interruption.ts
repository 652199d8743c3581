/** Somebody ended the command: Ctrl+C, or the process manager. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  /** As a shell says it: 128 and the signal's number. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super('interrupted');
    this.exitCode = 128 + numbers[signal as keyof typeof numbers];
  }
}

const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs work that has something to put away when the process is told to end. A second signal changes nothing: a terminal
 * sends one to every process of the command, and `bin/yimen.mjs` passes its own on.
 *
 * @param work gets the signal; it ends when that is aborted, with everything put away
 * @returns what the work gives
 * @throws Interruption when the process was told to end; what the work throws
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const names = Object.keys(numbers) as (keyof typeof numbers)[];
  const end = (name: NodeJS.Signals) => controller.abort(new Interruption(name));
  for (const name of names) process.on(name, end);
  try {
    return await work(controller.signal);
  } catch (error) {
    // Whatever broke because of the end is no failure of its own.
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    for (const name of names) process.removeListener(name, end);
  }
}
