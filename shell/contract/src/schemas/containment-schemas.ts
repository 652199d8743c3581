import { z } from 'zod';
import { BREAKER_ACTS, type Budgets } from '../api/containment.ts';
import { portletNameSchema } from './text-schemas.ts';

/** Path of a breaker. */
export const breakerParamsSchema = z.object({
  portlet: portletNameSchema,
  version: z.string().min(1).max(64),
});

/** Body of POST /api/admin/breakers/:portlet/:version. */
export const breakerActSchema = z.strictObject({ act: z.enum(BREAKER_ACTS) });

/** Path of the limits of one portlet, or of all: `*`. */
export const budgetParamsSchema = z.object({ portlet: z.union([z.literal('*'), portletNameSchema]) });

const limit = (least: number, most: number) => z.number().int().min(least).max(most).optional();

/** Body of PUT /api/admin/budgets/:portlet; what is left out is not limited. */
export const budgetLimitsSchema = z.strictObject({
  load: limit(100, 60_000),
  data: limit(100, 60_000),
  longTasks: limit(100, 60_000),
  events: limit(1, 200),
  requests: limit(1, 10_000),
}) satisfies z.ZodType<Partial<Budgets>>;
