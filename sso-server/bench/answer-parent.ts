import { once } from 'node:events';
import type { Usage } from './subject.ts';

type Message = { kind: 'usage' } | { kind: 'stop' } | { kind: 'passwords'; subs: string[]; password: string };

/** The child's side of subject.ts. */
export function answerParent(o: {
  settle(): Promise<unknown>;
  passwords?(order: { subs: string[]; password: string }): Promise<void>;
  stop(): Promise<void>;
}): void {
  async function answer(message: Message): Promise<object | undefined> {
    if (message.kind === 'usage') {
      await o.settle();
      const { rss, heapUsed } = process.memoryUsage();
      return { cpu: process.cpuUsage(), memory: { rss, heapUsed } } satisfies Usage;
    }
    if (message.kind === 'passwords') {
      await o.passwords?.(message);
      return {};
    }
    await o.stop();
    process.exit(0);
  }
  process.on('message', (message: Message) => {
    answer(message).then(
      (value) => value && process.send?.(value),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  // Nothing is left behind when the benchmark is interrupted.
  void once(process, 'disconnect').then(() => process.exit(1));
}
