import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the processors have been mostly idle for a moment; gives up after some seconds. */
export async function quietMachine(seconds: number): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  do {
    const before = times();
    await sleep(250);
    const after = times();
    if ((after.idle - before.idle) / Math.max(1, after.all - before.all) > 0.85) return true;
  } while (Date.now() < until);
  return false;
}

function times(): { idle: number; all: number } {
  const sums = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    idle,
    all: user + nice + sys + idle + irq,
  }));
  return {
    idle: sums.reduce((sum, cpu) => sum + cpu.idle, 0),
    all: sums.reduce((sum, cpu) => sum + cpu.all, 0),
  };
}
