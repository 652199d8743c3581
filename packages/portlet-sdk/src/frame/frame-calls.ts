import type {
  FrameMessage,
  FrameMethod,
  FrameProblem,
  FrameResource,
  ShellMessage,
} from './frame-protocol.ts';

/** A failed call of a page: the problem's details as `problem`, like the ProblemError of other portlets. */
export class FrameError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: FrameProblem;

  constructor(problem: FrameProblem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Calls over the port, answers matched by number. */
export type FrameCalls = {
  post(message: FrameMessage): void;
  onMessage(listener: (message: ShellMessage) => void): void;
  /** Rejects with a FrameError. */
  call<T>(method: FrameMethod, ...args: unknown[]): Promise<T>;
  /** Number for what is neither answered nor ended by itself. */
  nextId(): number;
};

type Waiting = { resolve(value: unknown): void; reject(error: unknown): void };

/** Calls over a port; pings are answered by themselves. */
export function createFrameCalls(port: MessagePort): FrameCalls {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(message: ShellMessage) => void>();
  let ids = 0;
  const nextId = () => {
    ids += 1;
    return ids;
  };
  const post = (message: FrameMessage) => port.postMessage(message);
  port.onmessage = ({ data }: MessageEvent<ShellMessage>) => {
    if (data.type === 'ping') post({ type: 'pong' });
    if (data.type === 'reply') {
      const one = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.problem) one?.reject(new FrameError(data.problem));
      else one?.resolve(data.value);
    }
    for (const listener of [...listeners]) listener(data);
  };
  return {
    post,
    nextId,
    onMessage: (listener) => void listeners.add(listener),
    call<T>(method: FrameMethod, ...args: unknown[]) {
      const id = nextId();
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        post({ type: 'call', id, method, args });
      });
    },
  };
}

/** A resource before the shell has said anything of it. */
export const unreadResource: FrameResource = { isLoading: true, isRefreshing: false };
