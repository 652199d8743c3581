import { z } from 'zod';
import { BUDGET_ACTIONS, BUDGET_KINDS } from '../api/containment.ts';
import { FIGURE_GROUPS, WINDOW_ERROR_KINDS, type WindowFigureReport } from '../api/window-figures.ts';
import { idSchema, portletNameSchema } from './text-schemas.ts';

/** An hour: no phase of a window that anybody waited for takes longer. */
const milliseconds = z.number().min(0).max(3_600_000);
const count = z.number().int().min(0).max(1_000_000);

const excess = z.strictObject({
  kind: z.enum(BUDGET_KINDS),
  action: z.enum(BUDGET_ACTIONS),
  used: z.number().min(0).max(10_000_000),
  limit: z.number().int().min(0).max(10_000_000),
});

/** Body of POST /api/window-figures. */
export const windowFigureReportSchema = z.strictObject({
  page: idSchema,
  isSampled: z.boolean(),
  windows: z
    .array(
      z.strictObject({
        portlet: portletNameSchema,
        version: z.string().min(1).max(64),
        isNew: z.boolean(),
        phases: z.strictObject({
          requested: milliseconds.optional(),
          loaded: milliseconds.optional(),
          mounted: milliseconds.optional(),
          data: milliseconds.optional(),
        }),
        errors: z.partialRecord(z.enum(WINDOW_ERROR_KINDS), count),
        requests: z.strictObject({
          count,
          bytes: z.number().int().min(0).max(10_000_000_000),
          failures: count,
        }),
        events: z.strictObject({ published: count, heard: count }),
        longTasks: z.array(milliseconds).max(200),
        excesses: z.array(excess).max(20).optional(),
      }),
    )
    .min(1)
    .max(300),
}) satisfies z.ZodType<WindowFigureReport>;

const instant = z.coerce.number().int().min(0).max(8_640_000_000_000_000);

/** Query of GET /api/admin/window-figures. */
export const figureQuerySchema = z.strictObject({
  portlet: portletNameSchema.optional(),
  version: z.string().min(1).max(64).optional(),
  page: idSchema.optional(),
  unit: idSchema.optional(),
  from: instant.optional(),
  to: instant.optional(),
  by: z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(z.enum(FIGURE_GROUPS)).min(1))
    .default(['portlet', 'version']),
});

export type FigureQuery = z.output<typeof figureQuerySchema>;
