let waiting: (() => void)[] = [];
let port: MessagePort | null = null;

/** Calls back in a task of its own. A timer would come up to a minute late in a tab that is hidden. */
export function afterTask(run: () => void): void {
  waiting.push(run);
  if (waiting.length > 1) return;
  port ??= openPort();
  port.postMessage(null);
}

function openPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const runs = waiting;
    waiting = [];
    for (const each of runs) each();
  };
  return port2;
}
