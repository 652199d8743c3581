import { z } from 'zod';
import type { CompareRelease, PublishRelease } from '../api/portal-api.ts';
import { releaseCatalogueSchema } from './release-schemas.ts';
import { jsonValueSchema } from './text-schemas.ts';

const FILES = 500;
/** What the registry keeps in memory of every release that people get. */
const DESCRIPTOR_BYTES = 262_144;
const needsSchema = z.record(z.string().min(1).max(200), z.string().min(1).max(100));

function isShort(value: unknown): boolean {
  try {
    return new TextEncoder().encode(JSON.stringify(value)).length <= DESCRIPTOR_BYTES;
  } catch {
    // Nested more deeply than any stack is high.
    return false;
  }
}

/** Any JSON of bounded size: its length is looked at before anything walks through it. */
const descriptorSchema = z
  .unknown()
  .refine((value) => isShort(value), {
    error: `a descriptor has at most ${DESCRIPTOR_BYTES} bytes of JSON`,
    abort: true,
  })
  .pipe(jsonValueSchema);

/**
 * Body of POST /api/registry/portlets/:name/releases: its shape only. Whether the descriptor is right, and whether the
 * files are there and are what their hashes say, the registry answers with 422 and every mistake at once.
 */
export const publishReleaseSchema = z.strictObject({
  descriptor: descriptorSchema,
  build: z.strictObject({
    entry: z.string().min(1).max(200),
    needs: needsSchema.refine((needs) => Object.keys(needs).length <= 100, 'at most 100 packages'),
    hasStyles: z.boolean(),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
  }),
  files: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(200),
        // Base64; a file can be anything.
        content: z.string(),
        sha384: z.string().max(100),
      }),
    )
    .min(1)
    .max(FILES),
  signature: z.string().max(1_000_000).optional(),
  catalogue: releaseCatalogueSchema.optional(),
  acceptBreaks: z.boolean().optional(),
}) satisfies z.ZodType<PublishRelease>;

/** Body of POST /api/registry/portlets/:name/comparisons: a release without its files. */
export const compareReleaseSchema = z.strictObject({
  descriptor: descriptorSchema,
  needs: needsSchema,
}) satisfies z.ZodType<CompareRelease>;
