import type { Observable, Undo } from '@yimen/portlet-sdk';
import type { BudgetAction, BudgetExcess, BudgetKind, Budgets } from '@yimen/shell-contract';
import { observableValue } from '../observable.ts';

/** How a window is held to its budgets now. */
export type BudgetState = {
  readonly level: 'free' | 'slowed' | 'paused';
  readonly kind: BudgetKind | null;
};

/** Kinds that add up over time, with the span that their limit is for. */
export type FlowKind = Extract<BudgetKind, 'longTasks' | 'events' | 'requests'>;
const spans = { longTasks: 60_000, events: 1_000, requests: 60_000 } as const satisfies Record<
  FlowKind,
  number
>;

/** So many times its budget within the span: from there on a window is slowed, paused, ended. */
const slowedFrom = 1;
const pausedFrom = 3;
const endedFrom = 10;
/** For how long a window rests. */
export const pauseMilliseconds = 15_000;
/** A window that has to rest more often than that within an hour does not get better by resting. */
const mostPauses = 3;
const pausesCountFor = 3_600_000;

/** Holds one life of a window to its budgets. */
export type BudgetGovernor = {
  readonly state: Observable<BudgetState>;
  /** Does something of a kind now, or later and in turn when the window is slowed or paused. */
  run(kind: 'events' | 'requests', act: () => void): void;
  /** Time for which the window blocked the page. */
  blocked(milliseconds: number): void;
  /** Loading or a service took longer than its budget; there is nothing to slow. */
  tookTooLong(kind: 'load' | 'data'): void;
  /** Ends a pause at once. */
  resume(): void;
  end(): void;
};

type Parts = {
  readonly budgets: Budgets;
  now?: () => number;
  later?: (run: () => void, milliseconds: number) => Undo;
  onExcess(excess: BudgetExcess): void;
  /** The window has used many times what it may, or had to rest again and again. */
  onEnd(excess: BudgetExcess): void;
};

type Use = { readonly at: number; readonly amount: number };

export function createBudgetGovernor(parts: Parts): BudgetGovernor {
  const { budgets, onExcess, onEnd, now = () => performance.now(), later = afterTimeout } = parts;
  const state = observableValue<BudgetState>({ level: 'free', kind: null }, sameState);
  const uses: Record<FlowKind, Use[]> = { longTasks: [], events: [], requests: [] };
  const waiting = { events: [] as (() => void)[], requests: [] as (() => void)[] };
  const timers: { pause?: Undo | undefined; events?: Undo | undefined; requests?: Undo | undefined } = {};
  let pauses: number[] = [];
  let isOver = false;

  function sum(kind: FlowKind): number {
    const since = now() - spans[kind];
    const recent = uses[kind];
    while (recent[0] && recent[0].at <= since) recent.shift();
    return recent.reduce((total, { amount }) => total + amount, 0);
  }

  function tell(kind: BudgetKind, action: BudgetAction, used: number): BudgetExcess {
    const excess: BudgetExcess = { kind, action, used: Math.round(used), limit: budgets[kind] };
    onExcess(excess);
    return excess;
  }

  function finish(kind: FlowKind, used: number): void {
    const excess = tell(kind, 'unmounted', used);
    end();
    onEnd(excess);
  }

  function pause(kind: FlowKind, used: number): void {
    pauses = [...pauses.filter((at) => at > now() - pausesCountFor), now()];
    if (pauses.length > mostPauses) {
      finish(kind, used);
      return;
    }
    tell(kind, 'paused', used);
    state.set({ level: 'paused', kind });
    timers.pause?.();
    timers.pause = later(resume, pauseMilliseconds);
  }

  function judge(kind: FlowKind, used: number): void {
    const share = used / budgets[kind];
    const { level } = state.get();
    if (share > endedFrom) finish(kind, used);
    else if (share > pausedFrom && level !== 'paused') pause(kind, used);
    else if (share > slowedFrom && level === 'free') {
      tell(kind, 'slowed', used);
      state.set({ level: 'slowed', kind });
    } else if (level === 'slowed' && state.get().kind === kind && share <= slowedFrom && isIdle())
      state.set({ level: 'free', kind: null });
  }

  const isIdle = () => waiting.events.length === 0 && waiting.requests.length === 0;

  function use(kind: FlowKind, amount: number): void {
    if (isOver) return;
    uses[kind].push({ at: now(), amount });
    judge(kind, sum(kind));
  }

  /** What waits goes out one by one, as fast as the budget allows, in the order in which it came. */
  function drain(kind: 'events' | 'requests'): void {
    if (timers[kind] || state.get().level === 'paused' || waiting[kind].length === 0) return;
    timers[kind] = later(() => {
      timers[kind] = undefined;
      if (state.get().level === 'paused') return;
      waiting[kind].shift()?.();
      if (isIdle()) state.set({ level: 'free', kind: null });
      drain(kind);
    }, spans[kind] / budgets[kind]);
  }

  function resume(): void {
    if (isOver || state.get().level !== 'paused') return;
    timers.pause?.();
    for (const kind of ['longTasks', 'events', 'requests'] as const) uses[kind] = [];
    state.set(isIdle() ? { level: 'free', kind: null } : { level: 'slowed', kind: state.get().kind });
    drain('events');
    drain('requests');
  }

  function end(): void {
    isOver = true;
    for (const stop of [timers.pause, timers.events, timers.requests]) stop?.();
    waiting.events = [];
    waiting.requests = [];
    state.set({ level: 'free', kind: null });
  }

  return {
    state,
    run(kind, act) {
      use(kind, 1);
      if (isOver) return;
      if (state.get().level === 'free' && waiting[kind].length === 0) return act();
      waiting[kind].push(act);
      drain(kind);
    },
    blocked: (milliseconds) => use('longTasks', milliseconds),
    tookTooLong: (kind) => void tell(kind, 'told', budgets[kind]),
    resume,
    end,
  };
}

function afterTimeout(run: () => void, milliseconds: number): Undo {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

function sameState(a: BudgetState, b: BudgetState): boolean {
  return a.level === b.level && a.kind === b.kind;
}
