import type { PortletDescriptor } from '@yimen/portlet-sdk';
import { problem } from '@yimen/problem';
import { DEFAULT_BUDGETS } from '@yimen/shell-contract';
import { withSignals } from '../abort-signals.ts';
import type { ContainerPorts } from '../container-ports.ts';
import type { PortletRelease } from '../release-loader.ts';

/**
 * The shell's ports, each read given up after the window's data budget, with a problem `service-timeout`. The time
 * counts from when the read is sent: what waits for its turn waits for the window itself and not for its service.
 *
 * @param milliseconds the budget when the read begins
 */
export function boundedReads(ports: ContainerPorts, milliseconds: () => number): ContainerPorts {
  return {
    ...ports,
    read: (url, signal) =>
      withSignals([signal], async (joined) => {
        const limit = milliseconds();
        const { promise: timeout, reject } = Promise.withResolvers<never>();
        const timer = setTimeout(() => {
          const late = problem('service-timeout', { detail: `no answer within ${limit} ms` });
          joined.abort(late);
          reject(late);
        }, limit);
        try {
          return await Promise.race([ports.read(url, joined.signal), timeout]);
        } finally {
          clearTimeout(timer);
        }
      }),
  };
}

/** For how long a release may load and wait for data: what the portal decided, or else the descriptor's word. */
export function timeBudgets(release: { budgets?: PortletRelease['budgets']; descriptor: PortletDescriptor }) {
  const { budgets, descriptor } = release;
  return {
    load: budgets?.load ?? descriptor.budgets?.loadMilliseconds ?? DEFAULT_BUDGETS.load,
    data: budgets?.data ?? descriptor.budgets?.dataMilliseconds ?? DEFAULT_BUDGETS.data,
  };
}
