import type { ReleasePermission, ReleaseState } from '@yimen/shell-contract';

/** What must be true beside the permission. */
export type StepGuard =
  /** The newest report of the conformance kit is about these very bytes, and passed. */
  | 'report-passed'
  /** What the release breaks is known to whoever takes the step, and there is a reason. */
  | 'breaks-acknowledged'
  /** Whoever takes the step neither published the release, nor stands for who did, nor moved it to tested. */
  | 'not-submitter'
  /** Whoever takes the step did not approve the release. */
  | 'not-approver'
  /** People had the release before. */
  | 'was-live'
  /** A publisher brings back only what the publisher took away. */
  | 'own-retirement';

/** An arrow between two states. */
export type Transition = {
  readonly from: ReleaseState;
  readonly to: ReleaseState;
  /** Any of them is enough. */
  readonly by: readonly ReleasePermission[];
  readonly needsReason: boolean;
  readonly guards: readonly StepGuard[];
};

const arrow = (
  from: ReleaseState,
  to: ReleaseState,
  by: readonly ReleasePermission[],
  o: { reason?: boolean; guards?: readonly StepGuard[] } = {},
): Transition => ({ from, to, by, needsReason: o.reason === true, guards: o.guards ?? [] });

/** Every step that a release can take; there is no other. */
export const transitions: readonly Transition[] = [
  arrow('draft', 'tested', ['publish', 'submit'], { guards: ['report-passed'] }),
  arrow('tested', 'approved', ['approve'], {
    guards: ['report-passed', 'not-submitter', 'breaks-acknowledged'],
  }),
  arrow('approved', 'canary', ['operate'], { guards: ['not-approver'] }),
  arrow('approved', 'live', ['operate'], { guards: ['not-approver'] }),
  arrow('canary', 'live', ['operate'], { guards: ['not-approver'] }),
  arrow('live', 'retired', ['publish', 'operate'], { reason: true }),
  // Ways back.
  arrow('tested', 'draft', ['publish', 'submit', 'approve'], { reason: true }),
  arrow('approved', 'draft', ['approve', 'operate'], { reason: true }),
  arrow('canary', 'approved', ['operate'], { reason: true }),
  arrow('canary', 'retired', ['publish', 'operate'], { reason: true }),
  arrow('draft', 'retired', ['publish', 'operate'], { reason: true }),
  arrow('retired', 'live', ['publish', 'operate'], {
    reason: true,
    guards: ['was-live', 'own-retirement'],
  }),
  arrow('retired', 'draft', ['publish', 'operate'], { reason: true, guards: ['own-retirement'] }),
];

/** Roles of the directory that give a permission. `publish` is the publisher's alone, by its own credentials. */
export const rolesOf: Readonly<Record<ReleasePermission, readonly string[]>> = {
  publish: [],
  submit: ['portlet-developer'],
  approve: ['release-approver', 'administrator'],
  operate: ['administrator'],
};

/** Roles whose people may look at releases at all. */
export const operatorRoles: readonly string[] = [...new Set(Object.values(rolesOf).flat())];

/** The arrow between two states; undefined when there is none. */
export function transitionOf(from: ReleaseState, to: ReleaseState): Transition | undefined {
  return transitions.find((transition) => transition.from === from && transition.to === to);
}
