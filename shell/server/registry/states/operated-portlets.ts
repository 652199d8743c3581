import type { LocalizedText } from '@yimen/portlet-sdk/descriptor';
import { problem } from '@yimen/problem';
import type {
  OperatedPortlet,
  OperatedPortletDetail,
  RegistryPortletLine,
  ReleaseDetail,
  ReportSummary,
  Rollout,
} from '@yimen/shell-contract';
import semver from 'semver';
import type { MaintenanceRow, MaintenanceStore } from '../../stores/maintenance-store.ts';
import type { PublisherStore } from '../../stores/publisher-store.ts';
import type { ReleaseActStore } from '../../stores/release-act-store.ts';
import type { ReleasePolicyRow, ReleasePolicyStore } from '../../stores/release-policy-store.ts';
import type { ReleaseReportRow, ReleaseReportStore } from '../../stores/release-report-store.ts';
import type { ReleaseLine, ReleaseStore, ReleaseWithPublisher } from '../../stores/release-store.ts';
import type { RolloutRow, RolloutStore } from '../../stores/rollout-store.ts';
import { breaksOf } from '../compatibility/compare-release.ts';
import type { Comparisons } from '../compatibility/comparisons.ts';
import { presentComparison } from '../compatibility/present-comparison.ts';
import { presentPlanned } from '../maintenance/present-maintenance.ts';
import { peopleOf } from '../publisher-keys/publisher-people.ts';
import type { ReleaseFactsOf } from '../release-facts.ts';
import { whyWithheld } from '../withheld.ts';
import type { ReleaseCaller } from './release-caller.ts';
import { type PortalPolicy, policyFor } from './release-policies.ts';
import { stepsOf } from './release-steps.ts';

type Parts = {
  releases: ReleaseStore;
  acts: ReleaseActStore;
  reports: ReleaseReportStore;
  rollouts: RolloutStore;
  policies: ReleasePolicyStore;
  maintenance: MaintenanceStore;
  publishers: PublisherStore;
  portalPolicy: PortalPolicy;
  factsOf: ReleaseFactsOf;
  comparisons: Comparisons;
  clock: () => number;
};

/** Portlets and their releases as publishers and operators see them. */
export type OperatedPortlets = ReturnType<typeof createOperatedPortlets>;

export function createOperatedPortlets(parts: Parts) {
  const { releases, acts, reports, rollouts, policies, maintenance, portalPolicy, factsOf, clock } = parts;
  const { comparisons, publishers } = parts;
  return {
    async list(): Promise<OperatedPortlet[]> {
      const [rows, set, planned] = await Promise.all([
        releases.lines(),
        policies.all(),
        maintenance.ahead(clock()),
      ]);
      const portlets = byPortlet(rows);
      const titles = await releases.titles(portlets.map(speakerOf));
      return portlets.map((own) => presentLine(own, titles, { set, planned, portalPolicy, now: clock() }));
    },

    /** The portlets of one publisher with their releases, without what is known of each. */
    async ofPublisher(publisher: string): Promise<RegistryPortletLine[]> {
      const [rows, set] = await Promise.all([releases.lines(publisher), policies.all()]);
      return byPortlet(rows).map((own) => {
        const { portlet: name } = speakerOf(own);
        return {
          ...{ name, publisher, policy: policyFor(set, portalPolicy, { portlet: name, publisher }).policy },
          liveVersion: liveOf(own)?.version ?? null,
          releases: own.map((row) => ({
            ...{ version: row.version, state: row.state, isRetired: row.state === 'retired' },
            ...{ publishedAt: row.published_at, manifestSha384: row.manifest_sha384, bytes: row.bytes },
          })),
        };
      });
    },

    /** @throws problem `not-found` */
    async get(caller: ReleaseCaller, name: string): Promise<OperatedPortletDetail> {
      const [found, set, planned, done, reported, rolledOut, compared, measured] = await Promise.all([
        releases.ofPortlet(name),
        policies.all(),
        maintenance.ofPortlet(name),
        acts.ofPortlet(name),
        reports.ofPortlet(name),
        rollouts.ofPortlet(name),
        comparisons.ofPortlet(name),
        factsOf(name),
      ]);
      const rows = sorted(found);
      const [newest] = rows;
      if (!newest) throw problem('not-found', { detail: `no portlet "${name}"` });
      const people = await peopleOf(publishers, newest.publisher);
      const titles = new Map([[name, (liveOf(rows) ?? newest).descriptor_json.title]]);
      const line = presentLine(rows, titles, { set, planned, portalPolicy, now: clock() });
      const present = (row: ReleaseWithPublisher): ReleaseDetail => {
        const report = reported.get(row.version);
        const comparison = compared.get(row.version) ?? null;
        return {
          version: row.version,
          state: row.state,
          isCurrent: row.version === line.liveVersion,
          publishedAt: row.published_at,
          publishedBy: row.published_by,
          manifestSha384: row.manifest_sha384,
          signature:
            row.key_id === null ? null : { keyId: row.key_id, isKeyRevoked: row.key_revoked_at !== null },
          withheld: whyWithheld(row),
          codeAt: row.base_url,
          facts: { bytes: row.bytes, ...measured(row.portlet, row.version) },
          notes: row.catalogue_json?.notes ?? null,
          screenshots: row.catalogue_json?.screenshots ?? [],
          report: report ? presentReport(report) : null,
          rollout: presentRollout(rolledOut.find(({ version }) => version === row.version)),
          comparison: comparison && presentComparison(comparison),
          steps: stepsOf(caller, row.state, {
            publisher: row.publisher,
            publishedBy: row.published_by,
            publisherPeople: people.map(({ sub }) => sub),
            hasPassed: report?.is_passed,
            breaks: comparison ? breaksOf(comparison).length : 0,
            acts: done.filter((act) => act.version === row.version),
          }),
        };
      };
      return {
        ...line,
        description: newest.descriptor_json.description,
        policyFrom: policyFor(set, portalPolicy, { portlet: name, publisher: newest.publisher }).from,
        releases: rows.map(present),
        maintenance: planned.map(presentPlanned),
      };
    },
  };
}

type Known = {
  set: readonly ReleasePolicyRow[];
  planned: readonly MaintenanceRow[];
  portalPolicy: PortalPolicy;
  now: number;
};

/** Releases of each portlet, highest version first. */
function byPortlet(rows: readonly ReleaseLine[]): ReleaseLine[][] {
  const groups = [...Map.groupBy(rows, (row) => row.portlet)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([, own]) => sorted(own));
}

function liveOf<Row extends ReleaseLine>(rows: readonly Row[]): Row | undefined {
  return rows.find((row) => row.state === 'live' && whyWithheld(row) === null);
}

/** The highest live release speaks for the portlet; without one the newest. */
function speakerOf(rows: readonly ReleaseLine[]): ReleaseLine {
  const speaker = liveOf(rows) ?? rows[0];
  if (!speaker) throw new Error('a portlet without releases');
  return speaker;
}

function presentLine(
  rows: readonly ReleaseLine[],
  titles: ReadonlyMap<string, LocalizedText>,
  { set, planned, portalPolicy, now }: Known,
): OperatedPortlet {
  const live = liveOf(rows);
  const { portlet, publisher } = speakerOf(rows);
  const isNow = (row: MaintenanceRow) =>
    row.portlet === portlet && row.ended_at === null && row.from_at <= now && now < row.to_at;
  return {
    name: portlet,
    title: titles.get(portlet) ?? { 'zh-CN': portlet, 'en-US': portlet },
    publisher,
    policy: policyFor(set, portalPolicy, { portlet, publisher }).policy,
    liveVersion: live?.version ?? null,
    waiting: rows.filter(({ state }) => state === 'draft' || state === 'tested' || state === 'approved')
      .length,
    inMaintenance: planned.some(isNow),
  };
}

function presentRollout(row: RolloutRow | undefined): Rollout | null {
  if (!row) return null;
  const { rings_json: rings, budget_json: budget, updated_at: updatedAt, updated_by: updatedBy } = row;
  return { rings, budget, updatedAt, updatedBy };
}

function presentReport({
  is_passed,
  uploaded_at,
  uploaded_by,
  report_json,
}: ReleaseReportRow): ReportSummary {
  const { cases, kitVersion } = report_json;
  const count = (outcome: string) => cases.filter((one) => one.outcome === outcome).length;
  return {
    isPassed: is_passed,
    kitVersion,
    uploadedAt: uploaded_at,
    uploadedBy: uploaded_by,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    failures: cases.filter((one) => one.outcome === 'failed'),
  };
}

function sorted<Row extends ReleaseLine>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => semver.rcompare(a.version, b.version));
}
