import type { ReleaseAct, StepRefusal } from '@yimen/shell-contract';
import { isPermitted, type ReleaseCaller } from './release-caller.ts';
import type { StepGuard, Transition } from './transitions.ts';

/** What is known of a release when a step is judged. */
export type StepFacts = {
  publisher: string;
  publishedBy: string;
  /** Subjects of the people who stand for the publisher: what it does counts as done by each of them. */
  publisherPeople: readonly string[];
  /** Of the newest report on these bytes; undefined when there is none. */
  hasPassed: boolean | undefined;
  /** How much the release breaks, and whether whoever takes the step acknowledges it. */
  breaks: { count: number; isAcknowledged: boolean };
  /** What was done to the release, oldest first. */
  acts: readonly Pick<ReleaseAct, 'from' | 'to' | 'actor'>[];
};

/** Why somebody may not take a step now; null when she may. */
export function judgeStep(
  transition: Transition,
  caller: ReleaseCaller,
  facts: StepFacts,
): StepRefusal | null {
  if (!transition.by.some((permission) => isPermitted(caller, permission, facts.publisher)))
    return 'permission';
  for (const guard of transition.guards) {
    const refusal = guards[guard](caller, facts);
    if (refusal) return refusal;
  }
  return null;
}

type Judge = (caller: ReleaseCaller, facts: StepFacts) => StepRefusal | null;

const guards: Readonly<Record<StepGuard, Judge>> = {
  'report-passed'(_caller, { hasPassed }) {
    if (hasPassed === undefined) return 'report-missing';
    return hasPassed ? null : 'report-failed';
  },
  'not-submitter'(caller, facts) {
    const tester = lastActor(facts, 'tested');
    const submitters = [facts.publishedBy, tester?.id, ...facts.publisherPeople];
    return submitters.includes(caller.id) ? 'same-person' : null;
  },
  'not-approver': (caller, facts) => (caller.id === approver(facts)?.id ? 'same-person' : null),
  'breaks-acknowledged': (_caller, { breaks }) =>
    breaks.count > 0 && !breaks.isAcknowledged ? 'breaks-unacknowledged' : null,
  'was-live': (_caller, { acts }) => (acts.some(({ to }) => to === 'live') ? null : 'never-live'),
  // What an operator took out of service the vendor does not bring back.
  'own-retirement'(caller, facts) {
    if (isPermitted(caller, 'operate', facts.publisher)) return null;
    return lastActor(facts, 'retired')?.id === caller.id ? null : 'retired-by-other';
  },
};

/** Who moved the release to a state last. */
function lastActor({ acts }: StepFacts, state: string) {
  return acts.findLast(({ to }) => to === state)?.actor;
}

// A canary that went back to approved was not approved anew by that.
function approver({ acts }: StepFacts) {
  return acts.findLast(({ from, to }) => from === 'tested' && to === 'approved')?.actor;
}
