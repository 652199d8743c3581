export type { ImportBatch, ImportKind, ImportMistake, ImportMistakes, ImportState } from './import.ts';
export type { LocalName } from './local-name.ts';
export type { Organisation, Post, Role, Unit } from './organisation.ts';
export type {
  PendingChange,
  PendingChangePage,
  PendingState,
  Summary,
  WaitingAnswer,
} from './pending-change.ts';
export type {
  GroupList,
  PersonDetail,
  PersonFactors,
  PersonPage,
  PersonSession,
  PersonSessions,
  PersonSummary,
  ResetAnswer,
  ScheduledChange,
} from './person.ts';
export type { Policy, PolicyProfile, RoleRequirements, SessionLimit, SessionLimits } from './policy.ts';
