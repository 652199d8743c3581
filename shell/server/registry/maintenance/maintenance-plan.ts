import { randomUUID } from 'node:crypto';
import { type FieldError, problem } from '@yimen/problem';
import type { PlanMaintenance } from '@yimen/shell-contract';
import type { PortalEvents } from '../../event-stream/portal-events.ts';
import type { MaintenanceStore } from '../../stores/maintenance-store.ts';
import type { ReleaseStore } from '../../stores/release-store.ts';
import type { Registry } from '../registry.ts';
import { isPermitted, type ReleaseCaller } from '../states/release-caller.ts';
import { actorOf } from '../states/release-steps.ts';

/** Longest maintenance: what takes longer is retired. */
const MOST_DAYS = 31;
const DAY = 86_400_000;

type Parts = {
  releases: ReleaseStore;
  maintenance: MaintenanceStore;
  registry: Registry;
  events: PortalEvents;
  clock: () => number;
};

/** Plans and ends the times in which a portlet is out of use. */
export type MaintenancePlan = ReturnType<typeof createMaintenancePlan>;

export function createMaintenancePlan({ releases, maintenance, registry, events, clock }: Parts) {
  async function authorize(caller: ReleaseCaller, name: string) {
    const rows = await releases.ofPortlet(name);
    const [row] = rows;
    if (!row) throw problem('not-found', { detail: `no portlet "${name}"` });
    if (!isPermitted(caller, 'operate', row.publisher)) throw problem('forbidden');
    return rows;
  }

  async function told(name: string) {
    await registry.changed();
    const live = (await registry.live()).get(name);
    await events.maintenanceChanged(name, live?.descriptor.roles);
    await events.releasesChanged();
  }

  const act = (caller: ReleaseCaller, name: string, version: string | null) => ({
    at: clock(),
    portlet: name,
    version,
    from: null,
    to: null,
    actor: actorOf(caller),
    reason: null,
  });

  return {
    /** @throws problem `not-found`, `forbidden`, `invalid-input` with every mistake */
    async plan(caller: ReleaseCaller, name: string, plan: PlanMaintenance): Promise<void> {
      const rows = await authorize(caller, name);
      const errors = mistakes(
        plan,
        rows.map((row) => row.version),
        clock(),
      );
      if (errors.length > 0) throw problem('invalid-input', { errors });
      const { version, from, to, text } = plan;
      const id = randomUUID();
      await maintenance.plan(
        {
          id,
          portlet: name,
          version,
          from_at: from,
          to_at: to,
          text_json: text,
          created_at: clock(),
          created_by: caller.id,
          ended_at: null,
          ended_by: null,
        },
        { ...act(caller, name, version), act: 'maintenance-planned', detail: { id, from, to } },
      );
      await told(name);
    },

    /** Ends a window now, or takes one back that has not begun. @throws problem `not-found`, `forbidden` */
    async end(caller: ReleaseCaller, name: string, id: string): Promise<void> {
      await authorize(caller, name);
      const row = { portlet: name, id, at: clock(), by: caller.id };
      const ended = { ...act(caller, name, null), act: 'maintenance-ended' as const, detail: { id } };
      if (!(await maintenance.end(row, ended))) throw problem('not-found');
      await told(name);
    },
  };
}

function mistakes({ version, from, to }: PlanMaintenance, versions: string[], now: number): FieldError[] {
  const errors: FieldError[] = [];
  if (to <= from) errors.push({ pointer: '/body/to', detail: 'the end is after the beginning' });
  else if (to - from > MOST_DAYS * DAY) {
    errors.push({ pointer: '/body/to', detail: `at most ${MOST_DAYS} days` });
  }
  if (to <= now) errors.push({ pointer: '/body/to', detail: 'the end has passed already' });
  if (version !== null && !versions.includes(version)) {
    errors.push({ pointer: '/body/version', detail: `there is no version ${version}` });
  }
  return errors;
}
