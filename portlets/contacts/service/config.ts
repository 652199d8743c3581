import { serviceConfig } from '@yimen/service-kit';
import { z } from 'zod';

/** Configuration of the contacts service; each key is an environment variable (README). */
export const contactsConfig = serviceConfig.extend({
  portalUrl: z.url().default('http://localhost:4000'),
  /** How often the directory is copied. */
  copyMinutes: z.coerce.number().min(0.1).max(1_440).default(5),
});

export type ContactsConfig = z.infer<typeof contactsConfig>;

/** Resource indicator of this service. */
export const audience = 'urn:yimen:service:contacts';

export const scopes = { read: 'contacts:read', admin: 'contacts:admin' } as const;

/** Full numbers that one person may see in an hour. */
export const phonesPerHour = 60;
