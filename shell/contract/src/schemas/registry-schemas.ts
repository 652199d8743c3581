import { z } from 'zod';
import type { CompareRelease, PublishRelease } from '../api/portal-api.ts';
import { releaseCatalogueSchema } from './release-schemas.ts';
import { jsonValueSchema } from './text-schemas.ts';

const FILES = 500;

/**
 * Body of POST /api/registry/portlets/:name/releases: its shape only. Whether the descriptor is right, and whether the
 * files are there and are what their hashes say, the registry answers with 422 and every mistake at once.
 */
export const publishReleaseSchema = z.strictObject({
  descriptor: jsonValueSchema,
  build: z.strictObject({
    entry: z.string().min(1).max(200),
    needs: z.record(z.string().min(1).max(200), z.string().min(1).max(100)),
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
  descriptor: jsonValueSchema,
  needs: z.record(z.string().min(1).max(200), z.string().min(1).max(100)),
}) satisfies z.ZodType<CompareRelease>;
