import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { RolloutBudget, SaveRollout } from '@yimen/shell-contract';
import semver from 'semver';
import { isPermitted, type ReleaseCaller } from '../registry/states/release-caller.ts';
import { actorOf, type ReleaseId, type ReleaseSteps } from '../registry/states/release-steps.ts';
import type { TellOfRelease } from '../registry/tell-of-release.ts';
import { whyWithheld } from '../registry/withheld.ts';
import type { ReleaseStore, ReleaseWithPublisher } from '../stores/release-store.ts';
import type { RolloutStore } from '../stores/rollout-store.ts';

/** Sets who gets a canary, and takes a bad release back. */
export type Rollouts = ReturnType<typeof createRollouts>;

export function createRollouts(o: {
  rollouts: RolloutStore;
  releases: ReleaseStore;
  steps: ReleaseSteps;
  tellOfRelease: TellOfRelease;
  /** After a change of rings: all processes choose anew. */
  changed: () => Promise<void>;
  defaultBudget: RolloutBudget;
  log: Log;
  clock: () => number;
}) {
  const { releases, steps, tellOfRelease, log, clock } = o;

  return {
    /**
     * Sets the rings and the budget of a release.
     * @throws problem `forbidden`, `not-found`, `conflict` for a release that is neither approved nor a canary
     */
    async save(caller: ReleaseCaller, { name, version }: ReleaseId, { rings, budget }: SaveRollout) {
      const row = (await releases.ofPortlet(name)).find((release) => release.version === version);
      if (!row) throw problem('not-found', { detail: `no release ${name} ${version}` });
      if (!isPermitted(caller, 'operate', row.publisher)) throw problem('forbidden');
      if (row.state !== 'canary' && row.state !== 'approved') {
        throw problem('conflict', {
          detail: `rings are for approved and canary releases; this is ${row.state}`,
        });
      }
      const at = clock();
      const wanted = budget ?? o.defaultBudget;
      await o.rollouts.save(
        {
          portlet: name,
          version,
          rings_json: rings,
          budget_json: wanted,
          updated_at: at,
          updated_by: caller.id,
        },
        {
          at,
          act: 'rollout',
          portlet: name,
          version,
          from: null,
          to: null,
          actor: actorOf(caller),
          reason: null,
          detail: { rings, budget: wanted },
        },
      );
      log.info('rollout-set', { portlet: name, version, rings, by: caller.id });
      await o.changed();
      await tellOfRelease({ portlet: name, descriptor: row.descriptor_json, states: [row.state] });
    },

    /**
     * Takes back what people have now: every canary above the live release, or, when there is none, the live release itself,
     * whose place the live version below it takes.
     * @throws problem `not-found`, `forbidden`, `conflict` when there is nothing to go back to
     * @returns what was taken back, and the version that people get now
     */
    async rollBack(caller: ReleaseCaller, name: string, reason: string) {
      const rows = (await releases.ofPortlet(name)).filter((row) => whyWithheld(row) === null);
      if (rows.length === 0) throw problem('not-found', { detail: `no portlet "${name}"` });
      const lives = descending(rows.filter((row) => row.state === 'live'));
      const [current, before] = lives;
      const canaries = rows.filter(
        (row) => row.state === 'canary' && (!current || semver.gt(row.version, current.version)),
      );
      if (canaries.length > 0) {
        // A publisher approves nothing: what it takes back is out of service.
        const isOperator = isPermitted(caller, 'operate', rows[0]?.publisher ?? '');
        const to = isOperator ? 'approved' : 'retired';
        for (const { version } of canaries) {
          await steps.take(caller, { name, version }, { from: 'canary', to, reason });
        }
        return { withdrawn: canaries.map(({ version }) => version), version: current?.version ?? null };
      }
      if (!current || !before) {
        throw problem('conflict', { detail: 'there is no earlier live version to go back to' });
      }
      const { version } = current;
      await steps.take(caller, { name, version }, { from: 'live', to: 'retired', reason });
      return { withdrawn: [version], version: before.version };
    },
  };
}

function descending(rows: readonly ReleaseWithPublisher[]): ReleaseWithPublisher[] {
  return rows.toSorted((a, b) => semver.rcompare(a.version, b.version));
}
