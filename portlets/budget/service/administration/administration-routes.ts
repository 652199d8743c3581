import Router from '@koa/router';
import type { Database } from '@yimen/database';
import { type FieldError, problem } from '@yimen/problem';
import { guardedRoutes, requireToken, validate } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { z } from 'zod';
import {
  type ExecutionImport,
  elapsedSetting,
  executionImport,
  publicFigureImport,
  subjectImport,
  unitImport,
} from '../../contract/administration.ts';
import type { Refusal } from '../../contract/refusals.ts';
import { audiences, scopes } from '../config.ts';
import { executionStore } from '../execution/execution-store.ts';
import { publicFigureStore } from '../public-figures/public-figure-store.ts';
import { settingStore } from '../settings/setting-store.ts';
import type { BudgetTables } from '../tables.ts';
import { unitStore } from '../units/unit-store.ts';

type Parts = { db: Database<BudgetTables>; issuer: string; onChange: () => void };

const id = z.string().regex(/^[a-z0-9-]{1,64}$/);
const subjectParams = z.object({ code: z.string().regex(/^\d{3}(\d{2}){0,2}$/) });
const executionParams = z.object({ year: z.coerce.number().int().min(2000).max(2100), unitId: id });

/** /api/admin: loading by a program, with a token of scope `budget:admin` only. Every PUT can be repeated. */
export function administrationRoutes({ db, issuer, onChange }: Parts): Middleware {
  const router = new Router({ prefix: '/api/admin', sensitive: true });
  router.put(
    '/units/:unitId',
    validate({ params: z.object({ unitId: id }), body: unitImport }),
    async (ctx) => {
      await unitStore(db.query).saveUnit(ctx.input.params.unitId, ctx.input.body);
      ctx.status = 204;
    },
  );
  router.put('/subjects/:code', validate({ params: subjectParams, body: subjectImport }), async (ctx) => {
    await unitStore(db.query).saveSubject(ctx.input.params.code, ctx.input.body);
    ctx.status = 204;
  });
  const execution = validate({ params: executionParams, body: executionImport });
  router.put('/executions/:year/:unitId', execution, async (ctx) => {
    const { year, unitId } = ctx.input.params;
    const { lines } = ctx.input.body;
    await db.transaction(async (trx) => {
      await requireKnown(unitStore(trx), unitId, lines);
      await executionStore(trx).replace(unitId, year, lines);
    });
    onChange();
    ctx.status = 204;
  });
  const figures = validate({ params: z.object({ id }), body: publicFigureImport });
  router.put('/public-figures/:id', figures, async (ctx) => {
    await publicFigureStore(db.query).save(ctx.input.params.id, ctx.input.body);
    ctx.status = 204;
  });
  router.put('/settings/elapsed', validate({ body: elapsedSetting }), async (ctx) => {
    await settingStore(db.query).setElapsedFormula(ctx.input.body.formula);
    onChange();
    ctx.status = 204;
  });
  return guardedRoutes(router, requireToken({ issuer, audience: audiences.budget, scope: scopes.admin }));
}

type Known = Pick<ReturnType<typeof unitStore>, 'units' | 'subjects'>;

/** @throws problem `invalid-input` naming the unknown unit and every line with an unknown or repeated subject */
async function requireKnown(store: Known, unitId: string, lines: ExecutionImport['lines']): Promise<void> {
  const [units, subjects] = [await store.units([unitId]), await store.subjects()];
  const codes = new Set(subjects.map(({ code }) => code));
  const errors: FieldError[] = [];
  const refuse = (pointer: string, detail: Refusal) => errors.push({ pointer, detail });
  if (units.length === 0) refuse('/params/unitId', 'unknown-unit');
  const seen = new Set<string>();
  for (const [index, { subjectCode, kind }] of lines.entries()) {
    const pointer = `/body/lines/${index}/subjectCode`;
    if (!codes.has(subjectCode)) refuse(pointer, 'unknown-subject');
    if (seen.has(`${subjectCode} ${kind}`)) refuse(pointer, 'repeated-line');
    seen.add(`${subjectCode} ${kind}`);
  }
  if (errors.length > 0) throw problem('invalid-input', { errors });
}
