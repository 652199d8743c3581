import { type ReleaseReport, reportRefusals, validateReleaseReport } from '@yimen/portlet-sdk/release';
import { type FieldError, problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { ReleaseActor, ReleaseState, ReleaseStep, StepRefusal, TakeStep } from '@yimen/shell-contract';
import type { PublisherStore } from '../../stores/publisher-store.ts';
import type { ReleaseActStore } from '../../stores/release-act-store.ts';
import type { ReleaseReportStore } from '../../stores/release-report-store.ts';
import type { ReleaseStore, ReleaseWithPublisher } from '../../stores/release-store.ts';
import { breaksUsers } from '../compatibility/accept-breaks.ts';
import { breaksOf } from '../compatibility/compare-release.ts';
import type { Comparisons } from '../compatibility/comparisons.ts';
import { peopleOf } from '../publisher-keys/publisher-people.ts';
import type { TellOfRelease } from '../tell-of-release.ts';
import { judgeStep, type StepFacts } from './judge-step.ts';
import { isPermitted, type ReleaseCaller } from './release-caller.ts';
import { type Transition, transitionOf, transitions } from './transitions.ts';

/** What moves releases from state to state. */
export type ReleaseSteps = ReturnType<typeof createReleaseSteps>;

export type StepParts = {
  releases: ReleaseStore;
  acts: ReleaseActStore;
  reports: ReleaseReportStore;
  publishers: PublisherStore;
  comparisons: Comparisons;
  tellOfRelease: TellOfRelease;
  log: Log;
  clock: () => number;
};

/** A release by its name and version. */
export type ReleaseId = { name: string; version: string };

/** The steps of releases, for people, publishers and the portal's own parts (rollout). */
export function createReleaseSteps(parts: StepParts) {
  const { releases, reports, tellOfRelease, log, clock } = parts;

  async function require({ name, version }: ReleaseId): Promise<ReleaseWithPublisher> {
    const row = (await releases.ofPortlet(name)).find((release) => release.version === version);
    if (!row) throw problem('not-found', { detail: `no release ${name} ${version}` });
    return row;
  }

  return {
    /**
     * Takes a step.
     * @throws problem `not-found`, `conflict` (no such step from this state, or somebody was quicker), `invalid-input`
     *   (a reason is needed), `forbidden` (permission, or the same person twice), `release-not-ready` with every reason,
     *   `release-breaks-users` with everything that it breaks and nobody has acknowledged
     */
    async take(caller: ReleaseCaller, id: ReleaseId, step: TakeStep): Promise<void> {
      const row = await require(id);
      const { to, reason = '' } = step;
      const from = row.state;
      if (step.from !== undefined && step.from !== from) throw movedMeanwhile(id, from);
      const transition = transitionOf(from, to);
      if (!transition) throw problem('conflict', { detail: noStep(from, to) });
      const breaks = await breaksFor(parts, row, transition);
      const known = { count: breaks.length, isAcknowledged: step.acceptBreaks === true };
      const refusal = judgeStep(transition, caller, { ...(await factsOf(parts, row)), breaks: known });
      if (refusal === 'breaks-unacknowledged') throw breaksUsers(breaks, MEANT);
      if (refusal) throw await refused(parts, row, refusal);
      if ((transition.needsReason || breaks.length > 0) && reason === '') throw reasonMissing();
      const moved = await releases.moveState(
        id,
        { from, to },
        {
          at: clock(),
          act: 'step',
          portlet: id.name,
          version: id.version,
          from,
          to,
          actor: actorOf(caller),
          reason: reason === '' ? null : reason,
          detail: breaks.length > 0 ? { acceptedBreaks: breaks.map(({ kind }) => kind) } : null,
        },
      );
      if (!moved) throw movedMeanwhile(id, from);
      log.info('release-moved', { portlet: id.name, version: id.version, from, to, by: caller.id });
      const { descriptor_json: descriptor } = row;
      await tellOfRelease({ portlet: id.name, descriptor, states: [from, to] });
    },

    /**
     * Stores a report of the conformance kit.
     * @throws problem `not-found`, `forbidden`, `report-invalid` with every mistake of its shape
     * @returns why the release may not leave draft with it; none when it passed
     */
    async report(caller: ReleaseCaller, id: ReleaseId, value: unknown): Promise<FieldError[]> {
      const row = await require(id);
      const mayReport = (['publish', 'submit', 'operate'] as const).some((permission) =>
        isPermitted(caller, permission, row.publisher),
      );
      if (!mayReport) throw problem('forbidden');
      const errors = validateReleaseReport(value);
      if (errors.length > 0) throw problem('report-invalid', { errors: inBody(errors) });
      const report = value as ReleaseReport;
      const about = { portlet: id.name, version: id.version, manifestSha384: row.manifest_sha384 };
      const refusals = reportRefusals(report, about);
      // A report on other bytes says nothing about this release; it is not kept.
      const isOther = refusals.filter(({ pointer }) => !pointer.startsWith('/cases'));
      if (isOther.length > 0) throw problem('report-invalid', { errors: inBody(isOther) });
      const at = clock();
      const isPassed = refusals.length === 0;
      await reports.add(
        {
          portlet: id.name,
          version: id.version,
          is_passed: isPassed,
          report_json: report,
          uploaded_at: at,
          uploaded_by: caller.id,
        },
        {
          at,
          act: 'report',
          portlet: id.name,
          version: id.version,
          from: null,
          to: null,
          actor: actorOf(caller),
          reason: null,
          detail: { isPassed, kitVersion: report.kitVersion },
        },
      );
      log.info('release-reported', { portlet: id.name, version: id.version, isPassed });
      await tellOfRelease({ portlet: id.name, descriptor: row.descriptor_json, states: [] });
      return refusals;
    },
  };
}

const MEANT = 'whoever approves it acknowledges this (acceptBreaks) and says why';

/** What a release breaks now, where a step asks for it: pages and people have changed since it was published. */
async function breaksFor({ comparisons }: StepParts, row: ReleaseWithPublisher, { guards }: Transition) {
  return guards.includes('breaks-acknowledged') ? breaksOf(await comparisons.renew(row)) : [];
}

/** Steps from a release's state with whether a caller may take them. */
export function stepsOf(
  caller: ReleaseCaller,
  state: ReleaseState,
  facts: Omit<StepFacts, 'breaks'> & { breaks: number },
): ReleaseStep[] {
  // Acknowledging is part of the step: that it is still to be done is no reason not to offer it.
  const known = { ...facts, breaks: { count: facts.breaks, isAcknowledged: true } };
  return transitions
    .filter((transition) => transition.from === state)
    .map((transition) => {
      const breaks = transition.guards.includes('breaks-acknowledged') ? facts.breaks : 0;
      return {
        to: transition.to,
        needsReason: transition.needsReason || breaks > 0,
        refusal: judgeStep(transition, caller, known),
        ...(breaks > 0 && { breaks }),
      };
    });
}

/** Who it was, without her roles. */
export function actorOf({ kind, id, name }: ReleaseCaller): ReleaseActor {
  return { kind, id, name };
}

async function factsOf({ acts, reports, publishers }: StepParts, row: ReleaseWithPublisher) {
  const [done, report, people] = await Promise.all([
    acts.ofRelease(row.portlet, row.version),
    reports.newest(row.portlet, row.version),
    peopleOf(publishers, row.publisher),
  ]);
  return {
    publisher: row.publisher,
    publishedBy: row.published_by,
    publisherPeople: people.map(({ sub }) => sub),
    hasPassed: report?.is_passed,
    acts: done,
  };
}

async function refused(
  { reports }: StepParts,
  row: ReleaseWithPublisher,
  refusal: StepRefusal,
): Promise<Error> {
  if (refusal === 'permission') return problem('forbidden', { refusal });
  if (refusal === 'same-person') {
    return problem('forbidden', { refusal, detail: 'this step needs another person than the one before' });
  }
  if (refusal === 'retired-by-other') {
    return problem('forbidden', { refusal, detail: 'an operator of the portal has retired this release' });
  }
  const report = await reports.newest(row.portlet, row.version);
  const about = { portlet: row.portlet, version: row.version, manifestSha384: row.manifest_sha384 };
  const reasons: FieldError[] =
    refusal === 'never-live'
      ? [{ pointer: '', detail: 'the release has never been live; it starts again as a draft' }]
      : report
        ? reportRefusals(report.report_json, about)
        : [{ pointer: '', detail: 'there is no report of the conformance kit for this release' }];
  return problem('release-not-ready', { refusal, errors: reasons });
}

function movedMeanwhile({ name, version }: ReleaseId, state: ReleaseState): Error {
  return problem('conflict', { detail: `${name} ${version} has been moved meanwhile (${state})` });
}

function noStep(from: ReleaseState, to: ReleaseState): string {
  const possible = transitions.filter((transition) => transition.from === from).map((one) => one.to);
  return `a release goes from ${from} to ${possible.join(' or ')}, not to ${to}`;
}

function reasonMissing(): Error {
  return problem('invalid-input', { errors: [{ pointer: '/body/reason', detail: 'say why' }] });
}

const inBody = (errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ pointer, detail }) => ({ pointer: `/body${pointer}`, detail }));
