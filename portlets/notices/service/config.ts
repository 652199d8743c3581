import { serviceConfig } from '@yimen/service-kit';
import { z } from 'zod';

/** Configuration of the notices service; each key is an environment variable (README). */
export const noticesConfig = serviceConfig.extend({ portalUrl: z.url().default('http://localhost:4000') });

export type NoticesConfig = z.infer<typeof noticesConfig>;

/** Resource indicator of this service. */
export const audience = 'urn:yimen:service:notices';

export const scopes = {
  read: 'notices:read',
  publish: 'notices:publish',
  admin: 'notices:admin',
} as const;
