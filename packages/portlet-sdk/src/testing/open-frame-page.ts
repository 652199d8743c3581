import type { AdapterResources } from '../adapters/adapter-context.ts';
import { createAdapterContext } from '../adapters/adapter-context.ts';
import type { Observable } from '../context/portlet-context.ts';
import type { Locale } from '../descriptor/index.ts';
import type { FrameContext } from '../frame/connect-frame.ts';
import { FrameError } from '../frame/frame-calls.ts';
import { frameProblem } from '../frame/frame-problem.ts';
import { createTestContext, type TestContext, type TestContextOptions } from './create-test-context.ts';

/** A page of a frame in the test's document, with the levers and records of its window. */
export type OpenedFramePage = Omit<TestContext, 'context'> & {
  readonly context: FrameContext;
  /** What the page gave to `context.fail`. */
  readonly failures: readonly unknown[];
  /** Tells the page that the person's session has ended (SPEC R129). */
  endSession(): void;
  /** Takes the page away: ends its window, empties the document. */
  close(): void;
};

/**
 * Opens the plain page of a frame in the test's document (jsdom), for tests without a portal: its scripts run as they
 * are, and `yimen.connect()` gives the window in memory that {@link createTestContext} makes. Neither the port nor the
 * sandbox is there; the conformance kit tries both in a browser.
 *
 * @param options texts of the page and of its own scripts in their order, without `yimen-frame.js`; and what
 *   createTestContext takes
 * @returns the levers; the page's scripts have run, what they wait for may still be on its way
 * @throws what a script throws while it runs; TypeError when the descriptor is not valid
 */
export function openFramePage({
  page,
  scripts,
  ...options
}: TestContextOptions & { page: string; scripts: readonly string[] }): OpenedFramePage {
  const { context: own, ...test } = createTestContext(options);
  const failures: unknown[] = [];
  const life = createAdapterContext(own, (error) => void failures.push(error));
  const listeners = new Set<() => void>();
  const context: FrameContext = Object.assign(life.context, {
    resources: overTheBorder(life.context.resources, life.context.locale),
    onSessionEnd(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  const parsed = new DOMParser().parseFromString(page, 'text/html');
  for (const script of parsed.querySelectorAll('script')) script.remove();
  document.body.replaceChildren(...parsed.body.childNodes);
  Object.assign(globalThis, { yimen: { connect: async () => context } });
  for (const script of scripts) new Function(script)();
  return {
    ...test,
    context,
    failures,
    endSession() {
      for (const listener of [...listeners]) listener();
    },
    close() {
      life.end();
      test.dispose();
      document.body.replaceChildren();
      Reflect.deleteProperty(globalThis, 'yimen');
    },
  };
}

/** Problems reach a page as the shell tells them (SPEC R126), and not as errors of the portal's own code. */
function overTheBorder(resources: AdapterResources, locale: Observable<Locale>): AdapterResources {
  const told = (error: unknown) => new FrameError(frameProblem(error, locale.get()));
  const refuse = (error: unknown) => {
    throw told(error);
  };
  return {
    ...resources,
    read: (name, request) => resources.read<never>(name, request).catch(refuse),
    send: (method, path, body, request) => resources.send<never>(method, path, body, request).catch(refuse),
    watch<T>(name: string, options?: Parameters<AdapterResources['watch']>[1]) {
      const { get, subscribe } = resources.watch<T>(name, options);
      return {
        get() {
          const { problem, ...rest } = get();
          return {
            ...rest,
            ...(problem && { problem: told(problem) as unknown as typeof problem }),
          } as ReturnType<typeof get>;
        },
        subscribe,
      };
    },
  };
}
