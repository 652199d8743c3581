import { z } from 'zod';

/** Settings of the key rotation; spread into the configuration of the sso-server. */
export const keyConfig = {
  /** How long a key signs before the next one takes over. */
  keyRotationDays: z.coerce.number().int().min(3).max(3650).default(90),
  /** How long a key is published before it signs: relying parties read the key set again meanwhile. */
  keyAnnounceHours: z.coerce.number().int().min(24).max(720).default(48),
};
