import { z } from 'zod';
import { elapsedFormulas, expenditureKinds } from './execution.ts';

const localized = z.object({ 'zh-CN': z.string().min(1).max(200), 'en-US': z.string().min(1).max(300) });
const cents = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Body of PUT /api/admin/units/:unitId. */
export const unitImport = z.object({
  code: z.string().regex(/^\d{3,12}$/),
  name: localized,
  /** The figures of this unit are invented; every page that shows them says so. */
  isDemonstration: z.boolean(),
});
export type UnitImport = z.infer<typeof unitImport>;

/** Body of PUT /api/admin/subjects/:code. */
export const subjectImport = z.object({ name: localized });
export type SubjectImport = z.infer<typeof subjectImport>;

const executionLine = z.object({
  subjectCode: z.string().regex(/^\d{3}(\d{2}){0,2}$/),
  kind: z.enum(expenditureKinds),
  allottedCents: cents,
  /** Paid in each month, January first. */
  paidCents: z.array(cents).length(12),
});

/** Body of PUT /api/admin/executions/:year/:unitId: all lines of the unit in that year; others are removed. */
export const executionImport = z.object({ lines: z.array(executionLine).max(2_000) });
export type ExecutionImport = z.infer<typeof executionImport>;

/** Body of PUT /api/admin/settings/elapsed. */
export const elapsedSetting = z.object({ formula: z.enum(elapsedFormulas) });

const figure = z.object({
  name: localized,
  amount: z.string().regex(/^\d+(\.\d+)?$/),
  change: z.number().nullable(),
});

/** Body of PUT /api/admin/public-figures/:id. */
export const publicFigureImport = z.object({
  position: z.number().int().min(0).max(1_000),
  title: localized,
  source: localized,
  groups: z
    .array(z.object({ name: localized, total: figure.nullable(), figures: z.array(figure).max(100) }))
    .max(20),
});
export type PublicFigureImport = z.infer<typeof publicFigureImport>;
