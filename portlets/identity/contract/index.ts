export type { LocalName } from './local-name.ts';
export type { Organisation, Post, Role, Unit } from './organisation.ts';
export type {
  PendingChange,
  PendingChangePage,
  PendingState,
  Summary,
  WaitingAnswer,
} from './pending-change.ts';
