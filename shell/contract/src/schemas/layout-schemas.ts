import { z } from 'zod';
import { GRID_COLUMNS, type LayoutChange, type LayoutNode, type Place } from '../layout/page-layout.ts';
import { jsonValueSchema, localizedTextSchema, portletNameSchema } from './text-schemas.ts';

/** Rows a page can have: enough for anybody, and a bound for the database. */
const MOST_ROWS = 1000;
/** Windows an administrator can place on one page. */
const MOST_NODES = 100;
/** Acts that one request can carry. */
const MOST_CHANGES = 200;

/** A place inside the grid. */
const placeSchema = z
  .strictObject({
    column: z
      .int()
      .min(0)
      .max(GRID_COLUMNS - 1),
    row: z.int().min(0).max(MOST_ROWS),
    columns: z.int().min(1).max(GRID_COLUMNS),
    rows: z.int().min(1).max(MOST_ROWS),
  })
  .refine((place) => place.column + place.columns <= GRID_COLUMNS, {
    message: `column and columns reach beyond the ${GRID_COLUMNS} columns of the page`,
    path: ['columns'],
  }) satisfies z.ZodType<Place>;

/** Id of a node of a layout; whoever adds the node makes it. */
export const nodeIdSchema = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'letters, digits, hyphens and underscores only');

const preferencesSchema = z
  .record(z.string().min(1).max(64), jsonValueSchema)
  .refine((preferences) => Object.keys(preferences).length <= 100, 'at most 100 preferences')
  .refine((preferences) => JSON.stringify(preferences).length <= 32_768, 'at most 32 KB of preferences');

/** A node as an administrator places it. */
const layoutNodeSchema = z.strictObject({
  id: nodeIdSchema,
  portlet: portletNameSchema,
  place: placeSchema,
  title: localizedTextSchema.exactOptional(),
  preferences: preferencesSchema,
  preferencesOf: z.string().max(64).exactOptional(),
  locks: z.array(z.enum(['move', 'resize', 'remove', 'configure'])).max(4),
}) satisfies z.ZodType<LayoutNode>;

/** All nodes of a page; each id once. */
export const layoutNodesSchema = z
  .array(layoutNodeSchema)
  .max(MOST_NODES)
  .superRefine((nodes, context) => {
    const seen = new Set<string>();
    for (const [index, node] of nodes.entries()) {
      if (seen.has(node.id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `the id "${node.id}" is used twice`,
        });
      }
      seen.add(node.id);
    }
  });

const nodeId = nodeIdSchema;

/** One act of a person. */
const layoutChangeSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('place'), nodeId, place: placeSchema }),
  z.strictObject({ op: z.literal('hide'), nodeId }),
  z.strictObject({ op: z.literal('show'), nodeId }),
  z.strictObject({ op: z.literal('minimize'), nodeId, isMinimized: z.boolean() }),
  z.strictObject({ op: z.literal('rename'), nodeId, title: z.string().trim().min(1).max(60).nullable() }),
  z.strictObject({ op: z.literal('configure'), nodeId, preferences: preferencesSchema }),
  z.strictObject({ op: z.literal('add'), nodeId, portlet: portletNameSchema, place: placeSchema }),
  z.strictObject({ op: z.literal('remove'), nodeId }),
]) satisfies z.ZodType<LayoutChange>;

/** Body of PATCH /api/pages/:slug/changes. */
export const saveChangesSchema = z.strictObject({
  changes: z.array(layoutChangeSchema).min(1).max(MOST_CHANGES),
  version: z.int().min(1).exactOptional(),
});
