import type { AdapterContext } from '../adapters/adapter-context.ts';
import type { Observable, Undo } from '../context/portlet-context.ts';
import { createFrameCalls } from './frame-calls.ts';
import { createFrameContext } from './frame-context.ts';
import { type FrameState, type FrameWelcome, frameProtocol, type ShellMessage } from './frame-protocol.ts';
import { reportHeight } from './report-height.ts';

/** The context of a page in a frame: that of every adapter, and what only a page needs. */
export type FrameContext = AdapterContext & {
  /** Told when the person's session has ended: take away what only she may see. Nothing can be read any more. */
  onSessionEnd(listener: () => void): Undo;
};

/**
 * Connects a page to the portal that shows it in a frame (SPEC R125). Use it once, when the page has loaded. It keeps
 * the theme's tokens (`var(--yimen-color-primary)` and the others), `lang` and the frame's height up to date by itself.
 *
 * @param page the page's window
 * @returns the context; it waits for ever where no portal is around the page
 */
export async function connectFrame(page: Window = window): Promise<FrameContext> {
  const { state, port } = await greet(page);
  const values = observableState(state);
  const calls = createFrameCalls(port);
  const ended = new Set<() => void>();
  let hasEnded = false;
  calls.onMessage((message: ShellMessage) => {
    if (message.type === 'state') values.change(message.changes);
    if (message.type !== 'session-ended') return;
    hasEnded = true;
    for (const listener of [...ended]) listener();
  });
  const undo = [followTheme(page.document, values), reportHeight(page, calls.post)];
  const context = createFrameContext(values, calls);
  page.addEventListener('pagehide', () => {
    for (const end of undo) end();
  });
  page.addEventListener('error', ({ message }) =>
    calls.post({ type: 'fail', reason: message.slice(0, 500) }),
  );
  return Object.assign(context, {
    onSessionEnd(listener: () => void) {
      ended.add(listener);
      if (hasEnded) listener();
      return () => void ended.delete(listener);
    },
  });
}

/** The shell's answer is believed from the parent window only. */
function greet(page: Window): Promise<{ state: FrameState; port: MessagePort }> {
  return new Promise((resolve) => {
    const onMessage = ({ source, data, ports: [port] }: MessageEvent) => {
      const welcome = data as Partial<FrameWelcome> | null;
      if (source !== page.parent || welcome?.yimen !== 'welcome' || !welcome.state || !port) return;
      page.removeEventListener('message', onMessage);
      resolve({ state: welcome.state, port });
    };
    page.addEventListener('message', onMessage);
    // Whoever the parent is: the greeting tells nothing.
    page.parent.postMessage({ yimen: 'hello', protocol: frameProtocol }, '*');
  });
}

/** The state with an observable for each member. */
export type FrameValues = {
  of<K extends keyof FrameState>(name: K): Observable<FrameState[K]>;
  change(changes: Partial<FrameState>): void;
};

function observableState(first: FrameState): FrameValues {
  let state = first;
  const listeners = new Map<keyof FrameState, Set<() => void>>();
  return {
    of: (name) => ({
      get: () => state[name],
      subscribe(listener) {
        const all = listeners.get(name) ?? new Set();
        listeners.set(name, all);
        const own = () => listener();
        all.add(own);
        return () => void all.delete(own);
      },
    }),
    change(changes) {
      state = { ...state, ...changes };
      for (const name of Object.keys(changes) as (keyof FrameState)[]) {
        for (const listener of [...(listeners.get(name) ?? [])]) listener();
      }
    },
  };
}

/** Constructed, so that the page's policy needs no inline style. */
function followTheme(document: Document, values: FrameValues): Undo {
  const sheet = new CSSStyleSheet();
  const tokens = values.of('tokens');
  const locale = values.of('locale');
  const show = () => {
    sheet.replaceSync(`:root{${tokens.get()}}`);
    document.documentElement.lang = locale.get();
  };
  show();
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
  const undos = [tokens.subscribe(show), locale.subscribe(show)];
  return () => {
    for (const undo of undos) undo();
  };
}
