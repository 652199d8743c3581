import type { AdapterContext, JsonValue, Observable, Undo } from '@yimen/portlet-sdk';
import {
  type FrameMessage,
  frameProblem,
  readFrameMessage,
  type ShellMessage,
} from '@yimen/portlet-sdk/frame';
import { problem } from '@yimen/problem';
import { type CallArguments, runCall } from './frame-calls.ts';
import { watchFrame } from './frame-heartbeat.ts';
import { followState, keptByFrame } from './frame-state.ts';
import type { MessageBudget } from './message-budget.ts';
import { isOfFairSize } from './message-size.ts';

type SessionParts = {
  readonly port: MessagePort;
  readonly frame: HTMLIFrameElement;
  readonly context: AdapterContext;
  readonly sessionEnded: Observable<boolean>;
  readonly budget: MessageBudget;
};

/** Pixels between which a page chooses its height; a higher one scrolls by itself. */
const least = 40;
const most = 4_000;
/** Calls of one page that may be under way at once. */
const mostAtOnce = 32;
/** Resources that it may watch. */
const mostWatched = 4 * mostAtOnce;
/** Notices that it can take back; earlier ones have gone by themselves. */
const mostNotices = 16;

type Acts = {
  readonly [T in FrameMessage['type']]: (message: Extract<FrameMessage, { type: T }>) => void;
};

/**
 * One connected page: carries out what it asks for, with the rights of its window and no more, and tells it what
 * changes. The page is trusted in nothing: a message that is none of the protocol, or too many of them, end it.
 *
 * @returns the undo
 */
export function frameSession({ port, frame, context, sessionEnded, budget }: SessionParts): Undo {
  const watched = keptUndos();
  const noticed = keptUndos();
  const others = keptUndos();
  const post = (message: ShellMessage) => port.postMessage(message);
  let running = 0;
  const heartbeat = watchFrame(
    () => post({ type: 'ping' }),
    () => context.fail(problem('portlet-unresponsive', { detail: 'the page in the frame does not answer' })),
  );

  async function call({ id, method, args }: Extract<FrameMessage, { type: 'call' }>): Promise<void> {
    running += 1;
    try {
      if (running > mostAtOnce) throw problem('rate-limited', { detail: `${mostAtOnce} calls at once` });
      const keepNotice = (noticeId: number, undo: Undo) => noticed.keep(noticeId, undo, mostNotices);
      post({ type: 'reply', id, value: await runCall(context, method, args as CallArguments, keepNotice) });
    } catch (error) {
      post({ type: 'reply', id, problem: frameProblem(error, context.locale.get()) });
    } finally {
      running -= 1;
    }
  }

  function watch({ id, name, options }: Extract<FrameMessage, { type: 'watch' }>): void {
    if (watched.size() >= mostWatched)
      throw problem('rate-limited', { detail: 'too many watched resources' });
    watched.undo(id);
    const resource = context.resources.watch(name, options);
    const tell = () => {
      const { problem: failure, ...rest } = resource.get();
      post({
        type: 'resource',
        id,
        value: { ...rest, ...(failure && { problem: frameProblem(failure, context.locale.get()) }) },
      });
    };
    watched.keep(id, resource.subscribe(tell));
    tell();
  }

  const acts = {
    call: (message) => void call(message),
    watch,
    unwatch: ({ id }) => watched.undo(id),
    dismiss: ({ id }) => noticed.undo(id),
    subscribe({ name }) {
      if (others.has(`event ${name}`)) return;
      const tell = (payload: JsonValue) => post({ type: 'event', name, payload });
      others.keep(`event ${name}`, context.events.subscribe(name, tell));
    },
    height: ({ pixels }) => setHeight(pixels),
    busy: ({ isBusy }) => context.setBusy(isBusy),
    keep({ kept }) {
      others.undo('keep');
      others.keep(
        'keep',
        context.upgrade.keep(keptByFrame, () => kept),
      );
    },
    unsaved({ isUnsaved }) {
      others.undo('unsaved');
      others.keep(
        'unsaved',
        context.upgrade.unsavedWork(() => isUnsaved),
      );
    },
    pong: () => heartbeat.answered(),
    fail: ({ reason }) => context.fail(problem('portlet-load-failed', { detail: reason })),
  } satisfies Acts;

  function setHeight(pixels: number): void {
    frame.style.height = `${Math.min(most, Math.max(least, Math.ceil(pixels)))}px`;
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    try {
      if (!budget.take()) throw problem('rate-limited', { detail: 'the page in the frame sends too much' });
      if (!isOfFairSize(data)) throw problem('too-large', { detail: 'a message of the page in the frame' });
      const message = readFrameMessage(data);
      if (!message) throw new TypeError('the page in the frame sent what is no message of the protocol');
      const act: (message: never) => void = acts[message.type];
      act(message as never);
    } catch (error) {
      port.close();
      context.fail(error);
    }
  };
  others.keep(
    'state',
    followState(context, (changes) => post({ type: 'state', changes })),
  );
  const tellEnd = () => sessionEnded.get() && post({ type: 'session-ended' });
  others.keep('session', sessionEnded.subscribe(tellEnd));
  tellEnd();
  return () => {
    heartbeat.stop();
    for (const undos of [watched, noticed, others]) undos.all();
    port.close();
  };
}

/** Undos by a key that the page chose. */
function keptUndos() {
  const undos = new Map<string | number, Undo>();
  const undo = (key: string | number) => {
    undos.get(key)?.();
    undos.delete(key);
  };
  return {
    has: (key: string | number) => undos.has(key),
    size: () => undos.size,
    /** @param most the oldest beyond it is forgotten, and not undone */
    keep(key: string | number, own: Undo, most = Number.POSITIVE_INFINITY) {
      undos.delete(key);
      undos.set(key, own);
      const [oldest] = undos.keys();
      if (undos.size > most && oldest !== undefined) undos.delete(oldest);
    },
    undo,
    all() {
      for (const key of [...undos.keys()]) undo(key);
    },
  };
}
