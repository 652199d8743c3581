import { z } from 'zod';
import type { RollBack, RolloutBudget, RolloutRings, SaveRollout } from '../api/rollout-api.ts';

const ids = z.array(z.string().min(1).max(100)).max(200);
const share = z.number().min(0).max(1);

const ringsSchema = z.strictObject({
  units: ids,
  roles: ids,
  percent: z.number().min(0).max(100),
}) satisfies z.ZodType<RolloutRings>;

const budgetSchema = z.strictObject({
  errorRate: share,
  requestFailureRate: share,
  loadP95: z.number().int().min(50).max(600_000).nullable(),
  minimumLoads: z.number().int().min(1).max(100_000),
}) satisfies z.ZodType<RolloutBudget>;

/** PUT …/releases/:version/rollout. */
export const saveRolloutSchema = z.strictObject({
  rings: ringsSchema,
  budget: budgetSchema.optional(),
}) satisfies z.ZodType<SaveRollout>;

/** POST …/portlets/:name/rollback. */
export const rollBackSchema = z.strictObject({
  reason: z.string().trim().min(1).max(500),
}) satisfies z.ZodType<RollBack>;
