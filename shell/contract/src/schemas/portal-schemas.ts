import { z } from 'zod';
import { MOST_READS } from '../api/portal-api.ts';
import { idSchema, localizedTextSchema } from './text-schemas.ts';

/** Body of PUT /api/session/locale. */
export const saveLocaleSchema = z.strictObject({ locale: z.enum(['zh-CN', 'en-US']) });

/** Body of POST /api/notifications: whose open pages to tell; neither subjects nor roles means everyone's. */
export const notificationSchema = z.strictObject({
  topic: z
    .string()
    .max(100)
    .regex(
      /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/,
      'words of lower-case letters, digits and hyphens, with dots',
    ),
  subjects: z.array(z.string().min(1).max(100)).max(1000).optional(),
  roles: z.array(idSchema).max(100).optional(),
});

/** Body of POST /api/portlet-reads: addresses of `/api/portlets/…`, each answered in a line of its own. */
export const readBatchSchema = z.strictObject({
  reads: z
    .array(
      z
        .string()
        .max(4000)
        .regex(/^\/api\/portlets\/[^/?#]+\/[^#\s]*$/, 'a path below /api/portlets/'),
    )
    .min(1)
    .max(MOST_READS),
});

/** An audience (resource indicator) of a service: an absolute URI. */
export const audienceUriSchema = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z0-9+.-]*:[^\s#]+$/i, 'an absolute URI without a fragment');

/** Body of PUT /api/admin/services/:audience. */
export const saveServiceSchema = z.strictObject({
  name: localizedTextSchema,
  baseUrl: z
    .url({ protocol: /^https?$/, hostname: /.+/ })
    .max(500)
    .refine((value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      return !url || (url.search === '' && url.hash === '' && url.username === '' && url.password === '');
    }, 'no query, fragment or credentials'),
  /**
   * Client ids (or, for people, subjects) whose portlets may name the service; null: everybody's. Left out: stays.
   */
  publishers: z.array(z.string().min(1).max(100)).max(200).nullable().optional(),
});

export type Notification = z.input<typeof notificationSchema>;
