import { z } from 'zod';

/** Environment variables of the breakers of releases, part of the portal server's configuration. */
export const breakerConfig = {
  /** So many different people a release must have failed; 0: breakers open by hand only. */
  breakerPeople: z.coerce.number().int().min(0).max(10_000).default(3),
  /** And this share of those who loaded it. */
  breakerShare: z.coerce.number().min(0).max(1).default(0.5),
  /** Within so many seconds. */
  breakerSeconds: z.coerce.number().int().min(1).max(86_400).default(300),
  /** Seconds until an open breaker lets a page load try; doubled with each try that fails, up to an hour. */
  breakerPause: z.coerce.number().int().min(1).max(3_600).default(60),
};

export type BreakerConfig = Readonly<z.infer<z.ZodObject<typeof breakerConfig>>>;
