import { setTimeout as sleep } from 'node:timers/promises';
import { type ProgramCommand, type ProgramProcess, startProcess } from './program-process.ts';
import { waitUntilReady } from './wait-until-ready.ts';

const READY_WITHIN_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A program that lived this long has recovered: its next death is waited for from the beginning. */
const STEADY_AFTER_MS = 60_000;

/** A program that is started again when it dies. */
export type SupervisedProgram = {
  readonly pid: number | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it, draining, and starts it again. Also brings back one that was killed. */
  restart(): Promise<void>;
  /** Ends it the hard way and leaves it down until `restart`. */
  kill(signal: NodeJS.Signals): Promise<void>;
};

/** Told what happened to a program that nobody told to end, and why it died. */
export type SupervisorReport = (event: 'died' | 'recovered' | 'still-failing', detail: string) => void;

/**
 * Keeps a program running: one that dies is started again after a pause that grows, until it is told to stop.
 *
 * @param o `url` is asked for its readiness; `report` is told of deaths
 */
export function superviseProgram(o: {
  name: string;
  url: string;
  command: ProgramCommand;
  report: SupervisorReport;
}): SupervisedProgram {
  let running: ProgramProcess | undefined;
  // Every order (start, stop, restart, kill) begins a new one: what an older order still does in the background ends.
  let order = 0;

  async function launch(own: number): Promise<void> {
    const process = startProcess(o.command);
    running = process;
    const startedAt = Date.now();
    try {
      await waitUntilReady({
        name: o.name,
        url: o.url,
        isRunning: process.isRunning,
        timeoutMs: READY_WITHIN_MS,
      });
    } catch (error) {
      await process.stop();
      throw new Error(`${(error as Error).message}\n${process.lastWords()}`);
    }
    void process.exited.then(({ code, signal }) => {
      if (order !== own || running !== process) return;
      o.report('died', `${signal ?? `exit ${code}`}; ${process.lastWords().split('\n').at(-1) ?? ''}`);
      const lived = Date.now() - startedAt;
      void bringBack(own, lived > STEADY_AFTER_MS ? FIRST_WAIT_MS : FIRST_WAIT_MS * 2);
    });
  }

  async function bringBack(own: number, firstWaitMs: number): Promise<void> {
    for (let wait = firstWaitMs; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      // Not a reason to keep the launcher alive when everything else has ended.
      await sleep(wait, undefined, { ref: false });
      if (order !== own) return;
      try {
        await launch(own);
        return o.report('recovered', `pid ${running?.pid}`);
      } catch (error) {
        if (order !== own) return;
        o.report('still-failing', (error as Error).message);
      }
    }
  }

  const self: SupervisedProgram = {
    get pid() {
      return running?.pid;
    },
    async start() {
      order += 1;
      await launch(order);
    },
    async stop() {
      order += 1;
      await running?.stop();
    },
    async restart() {
      await self.stop();
      await self.start();
    },
    async kill(signal) {
      order += 1;
      await running?.kill(signal);
    },
  };
  return self;
}
