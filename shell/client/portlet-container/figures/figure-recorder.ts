import type { BudgetExcess, WindowErrorKind, WindowFigure } from '@yimen/shell-contract';

/** Moments of a life, in their order. */
export type WindowPhase = 'requested' | 'loaded' | 'mounted' | 'data';

/** What one life of a window tells as it happens. */
export type LifeFigures = {
  readonly release: { readonly name: string; readonly version: string };
  /** A moment that has come before is not told again. */
  phase(phase: WindowPhase): void;
  error(kind: WindowErrorKind): void;
  request(outcome: { bytes: number; isFailed: boolean }): void;
  published(): void;
  heard(): void;
  longTask(milliseconds: number): void;
  excess(excess: BudgetExcess): void;
};

/** Collects what windows did since it was taken last. */
export type FigureRecorder = {
  /**
   * Begins a life.
   * @param queuedAt when its window was queued, by the recorder's clock
   */
  begin(release: LifeFigures['release'], queuedAt: number): LifeFigures;
  /** What has happened since the last call; empty when nothing has. */
  take(): WindowFigure[];
};

/** Long tasks that are told one by one; a window with more of them between two reports has made its point. */
const mostLongTasks = 200;
const mostExcesses = 20;

type Pending = { -readonly [K in keyof WindowFigure]: WindowFigure[K] };

/** A recorder for the page that is open. */
export function createFigureRecorder(now: () => number = () => performance.now()): FigureRecorder {
  const pending = new Set<Pending>();
  return {
    begin(release, queuedAt) {
      const told = new Set<WindowPhase>();
      let current = emptyFigure(release, true);
      pending.add(current);
      const change = (): Pending => {
        // What was taken is on its way; the rest of the life is told in another figure.
        if (!pending.has(current)) {
          current = emptyFigure(release, false);
          pending.add(current);
        }
        return current;
      };
      return {
        release,
        phase(phase) {
          if (told.has(phase)) return;
          told.add(phase);
          change().phases[phase] = Math.max(0, Math.round(now() - queuedAt));
        },
        error(kind) {
          const { errors } = change();
          errors[kind] = (errors[kind] ?? 0) + 1;
        },
        request({ bytes, isFailed }) {
          const { requests } = change();
          requests.count += 1;
          requests.bytes += bytes;
          if (isFailed) requests.failures += 1;
        },
        published() {
          change().events.published += 1;
        },
        heard() {
          change().events.heard += 1;
        },
        longTask(milliseconds) {
          const { longTasks } = change();
          if (longTasks.length < mostLongTasks) longTasks.push(Math.round(milliseconds));
        },
        excess(excess) {
          const figure = change();
          figure.excesses = [...(figure.excesses ?? []), excess].slice(-mostExcesses);
        },
      };
    },
    take() {
      const taken = [...pending];
      pending.clear();
      return taken;
    },
  };
}

function emptyFigure({ name, version }: LifeFigures['release'], isNew: boolean): Pending {
  return {
    ...{ portlet: name, version, isNew, phases: {}, errors: {}, longTasks: [] },
    requests: { count: 0, bytes: 0, failures: 0 },
    events: { published: 0, heard: 0 },
  };
}
