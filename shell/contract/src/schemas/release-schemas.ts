import { z } from 'zod';
import type { PlanMaintenance, ReleaseCatalogue, ReleasePolicy, TakeStep } from '../api/release-api.ts';
import { localizedTextSchema, portletNameSchema } from './text-schemas.ts';

const releaseStateSchema = z.enum(['draft', 'tested', 'approved', 'canary', 'live', 'retired']);

const reasonSchema = z.string().trim().max(500);

/** Both languages, with something in them, at most so many characters. */
function longText(most: number) {
  const text = z.string().trim().min(1).max(most);
  return z.strictObject({ 'zh-CN': text, 'en-US': text });
}

/** POST …/releases/:version/transitions. */
export const takeStepSchema = z.strictObject({
  from: releaseStateSchema.optional(),
  to: releaseStateSchema,
  reason: reasonSchema.optional(),
  acceptBreaks: z.boolean().optional(),
}) satisfies z.ZodType<TakeStep>;

/** PUT …/policies/:kind/:name; null takes the policy away, so that the next wider one decides. */
export const savePolicySchema = z.strictObject({
  policy: z.enum(['auto-live', 'staged']).nullable(),
  reason: reasonSchema.optional(),
}) satisfies z.ZodType<{ policy: ReleasePolicy | null; reason?: string }>;

export const policyParamsSchema = z.object({
  kind: z.enum(['publisher', 'portlet']),
  name: z.string().min(1).max(100),
});

/** POST …/portlets/:name/maintenance. */
export const planMaintenanceSchema = z.strictObject({
  version: z.string().min(1).max(64).nullable(),
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  text: longText(500),
}) satisfies z.ZodType<PlanMaintenance>;

/** Part of a published release. */
export const releaseCatalogueSchema = z.strictObject({
  notes: longText(5000).optional(),
  screenshots: z
    .array(z.strictObject({ path: z.string().min(1).max(200), title: localizedTextSchema }))
    .max(6)
    .optional(),
}) satisfies z.ZodType<ReleaseCatalogue>;

export const releaseParamsSchema = z.object({ name: portletNameSchema, version: z.string().min(1).max(64) });
