import type { AdapterContext, Observable, Undo } from '@yimen/portlet-sdk';
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
import { createMessageBudget } from './message-budget.ts';
import { isOfFairSize } from './message-size.ts';

type SessionParts = {
  readonly port: MessagePort;
  readonly frame: HTMLIFrameElement;
  readonly context: AdapterContext;
  readonly sessionEnded: Observable<boolean>;
};

/** Pixels between which a page chooses its height; a higher one scrolls by itself. */
const least = 40;
const most = 4_000;
/** Calls of one page that may be under way at once, and resources that it may watch. */
const mostAtOnce = 32;

/**
 * One connected page: carries out what it asks for, with the rights of its window and no more, and tells it what
 * changes. The page is trusted in nothing: a message that is none of the protocol, or too many of them, end it.
 *
 * @returns the undo
 */
export function frameSession({ port, frame, context, sessionEnded }: SessionParts): Undo {
  const undos = new Map<string, Undo>();
  const post = (message: ShellMessage) => port.postMessage(message);
  const budget = createMessageBudget();
  let running = 0;
  const heartbeat = watchFrame(
    () => post({ type: 'ping' }),
    () => context.fail(problem('portlet-unresponsive', { detail: 'the page in the frame does not answer' })),
  );

  async function call({ id, method, args }: Extract<FrameMessage, { type: 'call' }>): Promise<void> {
    running += 1;
    try {
      if (running > mostAtOnce) throw problem('rate-limited', { detail: `${mostAtOnce} calls at once` });
      const keep = (key: string, undo: Undo) => undos.set(key, undo);
      post({ type: 'reply', id, value: await runCall(context, method, args as CallArguments, keep) });
    } catch (error) {
      post({ type: 'reply', id, problem: frameProblem(error, context.locale.get()) });
    } finally {
      running -= 1;
    }
  }

  function watch({ id, name, options }: Extract<FrameMessage, { type: 'watch' }>): void {
    if (undos.size >= 4 * mostAtOnce) throw problem('rate-limited', { detail: 'too many watched resources' });
    const resource = context.resources.watch(name, options);
    const tell = () => {
      const { problem: failure, ...rest } = resource.get();
      post({
        type: 'resource',
        id,
        value: { ...rest, ...(failure && { problem: frameProblem(failure, context.locale.get()) }) },
      });
    };
    undos.set(`watch ${id}`, resource.subscribe(tell));
    tell();
  }

  function take(message: FrameMessage): void {
    if (message.type === 'call') void call(message);
    else if (message.type === 'watch') watch(message);
    else if (message.type === 'unwatch') undo(`watch ${message.id}`);
    else if (message.type === 'dismiss') undo(`notice ${message.id}`);
    else if (message.type === 'subscribe') subscribe(message.name);
    else if (message.type === 'height') setHeight(message.pixels);
    else if (message.type === 'busy') context.setBusy(message.isBusy);
    else if (message.type === 'keep') keep(message.kept);
    else if (message.type === 'unsaved') guard(message.isUnsaved);
    else if (message.type === 'pong') heartbeat.answered();
    else context.fail(problem('portlet-load-failed', { detail: message.reason }));
  }

  function subscribe(name: string): void {
    if (undos.has(`event ${name}`)) return;
    const listen = context.events.subscribe(name, (payload) => post({ type: 'event', name, payload }));
    undos.set(`event ${name}`, listen);
  }

  function keep(kept: Extract<FrameMessage, { type: 'keep' }>['kept']): void {
    undo('keep');
    undos.set(
      'keep',
      context.upgrade.keep(keptByFrame, () => kept),
    );
  }

  function guard(isUnsaved: boolean): void {
    undo('guard');
    undos.set(
      'guard',
      context.upgrade.unsavedWork(() => isUnsaved),
    );
  }

  function setHeight(pixels: number): void {
    frame.style.height = `${Math.min(most, Math.max(least, Math.ceil(pixels)))}px`;
  }

  function undo(key: string): void {
    undos.get(key)?.();
    undos.delete(key);
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    try {
      if (!budget.take()) throw problem('rate-limited', { detail: 'the page in the frame sends too much' });
      if (!isOfFairSize(data)) throw problem('too-large', { detail: 'a message of the page in the frame' });
      const message = readFrameMessage(data);
      if (!message) throw new TypeError('the page in the frame sent what is no message of the protocol');
      take(message);
    } catch (error) {
      port.close();
      context.fail(error);
    }
  };
  followState(context, (changes) => post({ type: 'state', changes }));
  const tellEnd = () => sessionEnded.get() && post({ type: 'session-ended' });
  undos.set('session', sessionEnded.subscribe(tellEnd));
  tellEnd();
  return () => {
    heartbeat.stop();
    for (const key of [...undos.keys()]) undo(key);
    port.close();
  };
}
