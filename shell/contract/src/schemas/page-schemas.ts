import { z } from 'zod';
import type { PageAudience } from '../api/portal-api.ts';
import { layoutNodesSchema } from './layout-schemas.ts';
import { idSchema, localizedTextSchema, slugSchema } from './text-schemas.ts';

/** Who may see a page. */
const pageAudienceSchema = z.strictObject({
  units: z.array(idSchema).max(200),
  posts: z.array(idSchema).max(200),
  roles: z.array(idSchema).max(200),
}) satisfies z.ZodType<PageAudience>;

const homePrioritySchema = z.int().min(0).max(1_000_000).nullable();
const orderSchema = z.int().min(0).max(1_000_000);

/** Body of POST /api/admin/pages. An absent id is made by the server. */
export const createPageSchema = z.strictObject({
  id: idSchema.optional(),
  slug: slugSchema,
  parentId: idSchema.nullable().default(null),
  title: localizedTextSchema,
  order: orderSchema.default(0),
  audience: pageAudienceSchema.default({ units: [], posts: [], roles: [] }),
  homePriority: homePrioritySchema.default(null),
});

/** Body of PATCH /api/admin/pages/:id; what is absent stays. */
export const updatePageSchema = z
  .strictObject({
    slug: slugSchema,
    parentId: idSchema.nullable(),
    title: localizedTextSchema,
    order: orderSchema,
    audience: pageAudienceSchema,
    homePriority: homePrioritySchema,
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'at least one change is needed');

/** Body of PUT /api/admin/pages/:id/draft. */
export const saveDraftSchema = z.strictObject({ nodes: layoutNodesSchema });

export type CreatePage = z.input<typeof createPageSchema>;
export type UpdatePage = z.input<typeof updatePageSchema>;
