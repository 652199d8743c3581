import type { AdapterContext, Mount, Observable, Undo } from '@yimen/portlet-sdk';
import { type FrameState, frameProtocol, readFrameHello } from '@yimen/portlet-sdk/frame';
import { problem } from '@yimen/problem';
import { frameSession } from './frame-session.ts';
import { frameState } from './frame-state.ts';
import { createMessageBudget } from './message-budget.ts';

/** A page to show in a frame. */
export type FramePage = {
  readonly address: string;
  /** Origin of the page's messages: `null` for a page of a release, which has none (HTML, 7.1.5). */
  readonly origin: string;
  /** The person's session has ended. */
  readonly sessionEnded: Observable<boolean>;
  /** For how long the page may take to greet. */
  readonly loadMilliseconds: number;
};

/** A greeting makes another port and tells the whole state: as much work as so many messages. */
const helloCost = 10;

/**
 * A portlet that is a page in a sandboxed frame (SPEC R124 to R129). The page greets; the shell answers with a port to
 * that very page and origin, and everything else goes through the port. A page that goes to another address greets
 * again.
 */
export function framePage({ address, origin, ...page }: FramePage): Mount {
  return (element, context) => {
    const frame = document.createElement('iframe');
    const isHosted = origin === 'null';
    // Without its own origin a page of a release can reach nothing of the portal's: no cookie, no storage, no document.
    frame.setAttribute(
      'sandbox',
      isHosted ? 'allow-scripts allow-forms' : 'allow-scripts allow-forms allow-same-origin',
    );
    frame.referrerPolicy = 'no-referrer';
    frame.src = address;
    Object.assign(frame.style, { display: 'block', width: '100%', height: '120px', border: '0' });
    const setTitle = () => {
      frame.title = context.title.get();
    };
    setTitle();
    context.title.subscribe(setTitle);
    const stop = connectPages(frame, { origin, context, ...page });
    element.append(frame);
    return stop;
  };
}

type Connection = Omit<FramePage, 'address'> & { readonly context: AdapterContext };

/** Answers each page that greets from the frame; the one before is heard no more. */
function connectPages(frame: HTMLIFrameElement, connection: Connection): Undo {
  const { origin, context, sessionEnded, loadMilliseconds } = connection;
  let endSession: Undo = () => undefined;
  context.setBusy(true);
  // One for the mount: whoever greets again and again begins with no fresh one.
  const budget = createMessageBudget();
  const timer = setTimeout(
    () =>
      context.fail(problem('portlet-load-timeout', { detail: `no answer within ${loadMilliseconds} ms` })),
    loadMilliseconds,
  );
  const onMessage = ({ source, origin: from, data }: MessageEvent) => {
    if (source === null || source !== frame.contentWindow || from !== origin) return;
    const hello = readFrameHello(data);
    if (!hello) return;
    if (!budget.take(helloCost)) {
      context.fail(problem('rate-limited', { detail: 'the page in the frame greets again and again' }));
      return;
    }
    if (hello.protocol !== frameProtocol) {
      const detail = `the page speaks version ${hello.protocol} of the protocol, the portal ${frameProtocol}`;
      context.fail(problem('portlet-incompatible', { detail }));
      return;
    }
    clearTimeout(timer);
    context.setBusy(false);
    endSession();
    const { port1, port2 } = new MessageChannel();
    endSession = frameSession({ port: port1, frame, context, sessionEnded, budget });
    const state: FrameState = frameState(context);
    // An opaque origin cannot be named; the policy of the portal's document keeps the frame at its own address.
    const target = origin === 'null' ? '*' : origin;
    frame.contentWindow?.postMessage({ yimen: 'welcome', protocol: frameProtocol, state }, target, [port2]);
  };
  window.addEventListener('message', onMessage);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('message', onMessage);
    endSession();
    frame.remove();
  };
}
