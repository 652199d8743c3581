import type { ShellEvent } from '@yimen/shell-contract';

/** How the stream tells what it brings. */
export type EventListener = {
  onEvent(event: ShellEvent): void;
  /** The stream stands again after a gap: messages may have been missed. */
  onReconnected(): void;
  /** The connection broke; `isLong` once it is worth telling the person. */
  onDisconnected(isLong: boolean): void;
};

const firstDelay = 1_000;
const longestDelay = 30_000;

/**
 * Listens to the portal server's events. All tabs of a person share one connection where the browser has Web Locks:
 * over HTTP/1.1 a browser opens six connections to a server, and six tabs would use them up.
 *
 * @returns the undo
 */
export function listenToEvents(url: string, channelName: string, listener: EventListener): () => void {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(channelName) : null;
  const end = new AbortController();
  const { locks } = navigator as Partial<Navigator>;
  if (channel && locks) {
    channel.onmessage = ({ data }: MessageEvent<Message>) => tell(listener, data);
    const lead = (isTakeOver: boolean) => {
      const closed = Promise.withResolvers<void>();
      const close = connect(url, isTakeOver, (message) => {
        // First the other tabs: what this one does with the message may end its listening.
        channel.postMessage(message);
        tell(listener, message);
      });
      end.signal.addEventListener('abort', () => {
        close();
        closed.resolve();
      });
      return closed.promise;
    };
    // The lock is held while the promise is pending: closing the tab hands the stream to another one.
    const wait = () => locks.request(channelName, { signal: end.signal }, () => lead(true));
    locks
      .request(channelName, { ifAvailable: true }, (lock) => (lock ? lead(false) : wait()))
      .catch(() => undefined);
  } else {
    end.signal.addEventListener(
      'abort',
      connect(url, false, (message) => tell(listener, message)),
    );
  }
  return () => {
    end.abort();
    channel?.close();
  };
}

type Message =
  | { kind: 'event'; event: ShellEvent }
  | { kind: 'reconnected' }
  | { kind: 'disconnected'; isLong: boolean };

function tell(listener: EventListener, message: Message): void {
  if (message.kind === 'event') listener.onEvent(message.event);
  else if (message.kind === 'reconnected') listener.onReconnected();
  else listener.onDisconnected(message.isLong);
}

const eventTypes = [
  'resource-changed',
  'page-published',
  'release-changed',
  'maintenance-changed',
  'session-ended',
] as const;

function connect(url: string, isTakeOver: boolean, send: (message: Message) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  // What came between another tab's stream and this one counts as missed.
  let hasGap = isTakeOver;

  function open(): void {
    source = new EventSource(url);
    source.onopen = () => {
      if (hasGap) send({ kind: 'reconnected' });
      hasGap = false;
      failures = 0;
    };
    source.onerror = retry;
    for (const type of eventTypes) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        send({ kind: 'event', event: { ...(JSON.parse(data) as object), type } as ShellEvent });
      });
    }
  }

  // EventSource tries again by itself only after some failures, and without back-off.
  function retry(): void {
    source?.close();
    failures += 1;
    hasGap = true;
    send({ kind: 'disconnected', isLong: failures > 2 });
    clearTimeout(timer);
    timer = setTimeout(open, backOff(failures));
  }

  open();
  const onOnline = () => {
    if (failures === 0) return;
    clearTimeout(timer);
    open();
  };
  window.addEventListener('online', onOnline);
  return () => {
    window.removeEventListener('online', onOnline);
    clearTimeout(timer);
    source?.close();
  };
}

function backOff(failures: number): number {
  const delay = Math.min(firstDelay * 2 ** (failures - 1), longestDelay);
  // Thousands of shells must not come back in the same moment after a restart.
  return delay * (0.5 + Math.random() / 2);
}
