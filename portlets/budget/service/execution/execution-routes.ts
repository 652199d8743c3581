import Router from '@koa/router';
import type { CallerGuard } from '@yimen/relying-party';
import { callerOf, localeOf, validate } from '@yimen/service-kit';
import type { Context } from 'koa';
import { type ExportQuery, executionQuery, exportQuery } from '../../contract/execution.ts';
import { type VisibleUnits, visibleUnits } from '../access/unit-policy.ts';
import { scopes } from '../config.ts';
import { type CsvReport, executionCsv } from '../export/execution-csv.ts';
import type { ExecutionReports } from './execution-reports.ts';

type Parts = { reports: ExecutionReports; guard: CallerGuard; financeUnit: string };

/** /api/executions…: the reports, and the same as a file. */
export function executionRoutes({ reports, guard, financeUnit }: Parts): Router {
  const router = new Router({ prefix: '/api' });
  const read = guard(scopes.read);
  const visible = (ctx: Context): VisibleUnits => visibleUnits(callerOf(ctx), financeUnit);
  router.get('/executions/by-unit', read, validate({ query: executionQuery }), async (ctx) => {
    ctx.body = await reports.byUnit(visible(ctx), ctx.input.query);
  });
  router.get('/executions/by-subject', read, validate({ query: executionQuery }), async (ctx) => {
    ctx.body = await reports.bySubject(visible(ctx), ctx.input.query);
  });
  router.get('/executions/by-month', read, validate({ query: executionQuery }), async (ctx) => {
    ctx.body = await reports.byMonth(visible(ctx), ctx.input.query);
  });
  router.get('/executions.csv', read, validate({ query: exportQuery }), async (ctx) => {
    const { query } = ctx.input;
    const locale = localeOf(ctx);
    const report = await readReport(reports, visible(ctx), query);
    const rows = report.rows.map(({ code, name, ...amounts }) => ({ ...amounts, code, name: name[locale] }));
    ctx.body = executionCsv({ ...report, rows, query, locale } satisfies CsvReport);
    ctx.type = 'text/csv; charset=utf-8';
    ctx.set(
      'content-disposition',
      disposition(`预算执行-${report.asOf.day}.csv`, `budget-${report.asOf.day}.csv`),
    );
  });
  return router;
}

function readReport(reports: ExecutionReports, visible: VisibleUnits, query: ExportQuery) {
  return query.by === 'unit' ? reports.byUnit(visible, query) : reports.bySubject(visible, query);
}

/** RFC 6266, 4.3: the second form is the one with the Chinese name. */
function disposition(name: string, plainName: string): string {
  return `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
