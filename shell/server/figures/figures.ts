import type { Log } from '@yimen/service-kit';
import type { FigureGroup, FigureLine, FigureSummary, WindowFigure } from '@yimen/shell-contract';
import { type FigurePlace, keyOf, rowsOf } from './figure-rows.ts';
import type { FigureFilter, FigureRow, FigureStore, FigureSum } from './figure-store.ts';
import { summarize } from './summarize.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long figures wait in memory to be written together: a crash loses this much of them. */
const FLUSH_AFTER = 5_000;
/** More than that many rows wait only while the database is away; then figures are not worth the memory. */
const MOST_WAITING = 50_000;

/** What windows did: recorded from reports, read by portlet, version, page, unit and hour. */
export type Figures = {
  /** Adds what one window reported; it is written within seconds, together with others. */
  record(figure: WindowFigure, where: { page: string; unit: string | null }): void;
  /**
   * The figures of one release, over all pages and units.
   * @param window epoch milliseconds; figures are kept by the hour, so that every hour which the span touches counts
   *   whole. `to` defaults to now.
   */
  of(portlet: string, version: string, window: { from: number; to?: number }): Promise<FigureSummary>;
  /** Figures in groups; a span as above. */
  list(filter: FigureFilter, by: readonly FigureGroup[]): Promise<FigureLine[]>;
  /** Writes what waits in memory. */
  flush(): Promise<void>;
  close(): void;
};

export function createFigures(o: {
  store: FigureStore;
  clock: () => number;
  log: Log;
  days: number;
}): Figures {
  const { store, clock, log } = o;
  let waiting = new Map<string, FigureRow>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let cleanedAt = 0;

  function add(row: FigureRow): void {
    const key = keyOf(row);
    const known = waiting.get(key);
    if (!known && waiting.size >= MOST_WAITING) return;
    const { amount, total } = known ?? { amount: 0, total: 0 };
    waiting.set(key, { ...row, amount: amount + row.amount, total: total + row.total });
  }

  async function write(): Promise<void> {
    const rows = [...waiting.values()];
    waiting = new Map();
    try {
      if (rows.length > 0) await store.add(rows);
      if (clock() - cleanedAt < HOUR) return;
      cleanedAt = clock();
      await store.removeBefore(hourOf(cleanedAt - o.days * DAY));
    } catch (error) {
      for (const row of rows) add(row);
      log.error('window-figures-not-written', { error, rows: rows.length });
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  async function list(filter: FigureFilter, by: readonly FigureGroup[]): Promise<FigureLine[]> {
    await flush();
    const sums = await store.sums({ ...filter, from: hourOf(filter.from), to: hourOf(filter.to) }, by);
    return groupSums(sums, by);
  }

  return {
    record(figure, { page, unit }) {
      const { portlet, version } = figure;
      const place: FigurePlace = {
        ...{ hour_at: hourOf(clock()), portlet, version },
        ...{ page_id: page, unit_id: unit ?? '' },
      };
      for (const row of rowsOf(figure, place)) add(row);
      timer ??= setTimeout(() => void flush(), FLUSH_AFTER).unref();
    },
    async of(portlet, version, { from, to = clock() }) {
      const [line] = await list({ portlet, version, from, to }, []);
      return line ?? summarize([]);
    },
    list,
    flush,
    close: () => void flush(),
  };
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR;
}

function groupSums(sums: readonly FigureSum[], by: readonly FigureGroup[]): FigureLine[] {
  const nameOf = (sum: FigureSum) => JSON.stringify(groupOf(sum, by));
  const groups = [...Map.groupBy(sums, nameOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([name, some]) => ({ ...(JSON.parse(name) as FigureLine), ...summarize(some) }));
}

function groupOf(sum: FigureSum, by: readonly FigureGroup[]): Partial<FigureLine> {
  const all: Required<Pick<FigureLine, FigureGroup>> = {
    portlet: sum.portlet ?? '',
    version: sum.version ?? '',
    page: sum.page_id ?? '',
    unit: sum.unit_id || null,
    hour: Number(sum.hour_at ?? 0),
  };
  return Object.fromEntries(by.map((group) => [group, all[group]]));
}
