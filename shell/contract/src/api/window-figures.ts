import type { LocalizedText } from '@yimen/portlet-sdk/descriptor';
import type { BudgetExcess } from './containment.ts';

/** What can go wrong in a window: loading its code, rendering, its timers and handlers, hearing an event. */
export const WINDOW_ERROR_KINDS = ['load', 'render', 'code', 'event'] as const;
export type WindowErrorKind = (typeof WINDOW_ERROR_KINDS)[number];

/**
 * What one life of a window did since the last report. Times are milliseconds since the window was queued, each told
 * once: `requested` its code was asked for, `loaded` it was there, `mounted` the component was on the screen, `data` its
 * first data was.
 */
export type WindowFigure = {
  portlet: string;
  version: string;
  /** The life has begun since the last report: it counts as a load. */
  isNew: boolean;
  phases: { requested?: number; loaded?: number; mounted?: number; data?: number };
  errors: Partial<Record<WindowErrorKind, number>>;
  requests: { count: number; bytes: number; failures: number };
  events: { published: number; heard: number };
  /** Milliseconds of each long task that the portlet's code is known to have caused. */
  longTasks: number[];
  /** Budgets that it went over. */
  excesses?: BudgetExcess[];
};

/** Body of POST /api/window-figures: no person, no address, no content; the unit is the session's. */
export type WindowFigureReport = {
  /** Id of the portal page. */
  page: string;
  /** False: this page load is not in the sample; it tells of failures only, for the breaker. */
  isSampled: boolean;
  windows: WindowFigure[];
};

/** Figures of some windows in a span of time. Percentiles are milliseconds, exact to 5 %; null without a value. */
export type FigureSummary = {
  /** Lives of windows that began. */
  loads: number;
  /** Of them those that failed to load or to render. */
  failedLoads: number;
  /** `failedLoads / loads`, from 0 to 1; 0 without a load. */
  errorRate: number;
  errors: Record<WindowErrorKind, number>;
  /** From asking for the code until it was there. */
  loadP50: number | null;
  loadP95: number | null;
  /** From queueing until the component was on the screen. */
  mountedP50: number | null;
  mountedP95: number | null;
  /** From queueing until the first data was. */
  dataP50: number | null;
  dataP95: number | null;
  requests: number;
  requestBytes: number;
  requestFailures: number;
  eventsPublished: number;
  eventsHeard: number;
  longTasks: number;
  longTaskMilliseconds: number;
  longTaskP95: number | null;
};

/** What figures can be told apart by. */
export const FIGURE_GROUPS = ['portlet', 'version', 'page', 'unit', 'hour'] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/** A line of GET /api/admin/window-figures: the groups that were asked for, and their figures. */
export type FigureLine = FigureSummary & {
  portlet?: string;
  version?: string;
  /** Id of the page. */
  page?: string;
  /** Id of the unit; null for people without one. */
  unit?: string | null;
  /** Beginning of the hour, epoch milliseconds. */
  hour?: number;
};

/** GET /api/admin/window-figures. */
export type FigureReport = { from: number; to: number; lines: FigureLine[] };

/** GET /api/operations/window-figures: the same for people, with the names of what the lines are about. */
export type NamedFigureReport = FigureReport & {
  /** Names by id; without an entry the thing is gone, or its name cannot be read now. */
  names: Record<'portlets' | 'pages' | 'units', Record<string, LocalizedText>>;
};

/** How the shell of one page load measures and reports; in the document's bootstrap data. */
export type FigureSettings = {
  isSampled: boolean;
  /** Milliseconds between two reports of an open page. */
  interval: number;
};
