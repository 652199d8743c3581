import type { Log } from '@yimen/service-kit';
import type { ReleasePolicy } from '@yimen/shell-contract';
import type { PortalEvents } from '../../event-stream/portal-events.ts';
import type { ReleasePolicyStore } from '../../stores/release-policy-store.ts';
import type { ReleaseCaller } from './release-caller.ts';
import { actorOf } from './release-steps.ts';

export type SavePolicy = ReturnType<typeof createSavePolicy>;

/** Sets, or takes away, what becomes of the new releases of a portlet or a publisher. Releases that are there stay. */
export function createSavePolicy(o: {
  policies: ReleasePolicyStore;
  events: PortalEvents;
  log: Log;
  clock: () => number;
}) {
  return async (
    caller: ReleaseCaller,
    { kind, name }: { kind: 'publisher' | 'portlet'; name: string },
    { policy, reason }: { policy: ReleasePolicy | null; reason?: string | undefined },
  ): Promise<void> => {
    const at = o.clock();
    const act = {
      at,
      act: 'policy' as const,
      portlet: kind === 'portlet' ? name : null,
      version: null,
      from: null,
      to: null,
      actor: actorOf(caller),
      reason: reason === undefined || reason === '' ? null : reason,
      detail: { kind, name, policy },
    };
    if (policy === null) await o.policies.remove({ kind, name }, act);
    else await o.policies.save({ kind, name, policy, updated_at: at, updated_by: caller.id }, act);
    o.log.info('release-policy-set', { kind, name, policy, by: caller.id });
    await o.events.releasesChanged();
  };
}
