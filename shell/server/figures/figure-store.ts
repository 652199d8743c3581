import type { Database } from '@yimen/database';
import type { FigureGroup } from '@yimen/shell-contract';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { WindowFigureTable } from './figure-tables.ts';

export type FigureRow = Selectable<WindowFigureTable>;

/** Which rows: absent members mean all. `from` and `to` are hours, both included. */
export type FigureFilter = {
  portlet?: string | undefined;
  version?: string | undefined;
  page?: string | undefined;
  unit?: string | undefined;
  from: number;
  to: number;
};

/** Sums of one group, measure and bucket. */
export type FigureSum = Pick<FigureRow, 'measure' | 'bucket' | 'amount' | 'total'> &
  Partial<Pick<FigureRow, 'portlet' | 'version' | 'page_id' | 'unit_id' | 'hour_at'>>;

const COLUMNS = {
  portlet: 'portlet',
  version: 'version',
  page: 'page_id',
  unit: 'unit_id',
  hour: 'hour_at',
} as const satisfies Record<FigureGroup, keyof FigureRow>;

const KEY = ['hour_at', 'portlet', 'version', 'page_id', 'unit_id', 'measure', 'bucket'] as const;
const ROWS_PER_STATEMENT = 200;

/** The table `window_figure`. */
export type FigureStore = ReturnType<typeof createFigureStore>;

export function createFigureStore(db: Database<PortalTables>) {
  return {
    /** Adds to what is there, whoever else adds at the same time. Keys in `rows` are unique. */
    async add(rows: readonly FigureRow[]): Promise<void> {
      await db.transaction(async (trx) => {
        for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
          await trx
            .insertInto('window_figure')
            .values(rows.slice(start, start + ROWS_PER_STATEMENT))
            .onConflict((conflict) =>
              conflict.columns([...KEY]).doUpdateSet((eb) => ({
                amount: eb('window_figure.amount', '+', eb.ref('excluded.amount')),
                total: eb('window_figure.total', '+', eb.ref('excluded.total')),
              })),
            )
            .execute();
        }
      });
    },

    async sums(filter: FigureFilter, by: readonly FigureGroup[]): Promise<FigureSum[]> {
      const groups = [...by.map((group) => COLUMNS[group]), 'measure' as const, 'bucket' as const];
      let query = db.query
        .selectFrom('window_figure')
        .select(groups)
        .select((eb) => [
          eb.cast<number>(eb.fn.sum('amount'), 'bigint').as('amount'),
          eb.cast<number>(eb.fn.sum('total'), 'bigint').as('total'),
        ])
        .where('hour_at', '>=', filter.from)
        .where('hour_at', '<=', filter.to)
        .groupBy(groups);
      for (const name of ['portlet', 'version', 'page', 'unit'] as const) {
        const value = filter[name];
        if (value !== undefined) query = query.where(COLUMNS[name], '=', value);
      }
      return (await query.execute()) as FigureSum[];
    },

    async removeBefore(hour: number): Promise<void> {
      await db.query.deleteFrom('window_figure').where('hour_at', '<', hour).execute();
    },
  };
}
