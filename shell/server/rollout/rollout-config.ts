import { z } from 'zod';

/** Environment variables of rollout, part of the portal server's configuration. */
export const rolloutConfig = {
  /** Milliseconds between two looks at the figures of new releases. */
  rolloutInterval: z.coerce.number().int().min(100).max(3_600_000).default(10_000),
  /** Hours for which a release that has become live is rolled back by itself; 0: only canaries are watched. */
  rolloutWatchHours: z.coerce.number().min(0).max(720).default(24),
  /** Share of failed loads above which a release is withdrawn, unless its rollout says otherwise. */
  rolloutErrorRate: z.coerce.number().min(0).max(1).default(0.1),
  /** Share of failed requests above which it is withdrawn. */
  rolloutRequestFailureRate: z.coerce.number().min(0).max(1).default(0.5),
  /** Loads below which nothing is proven. */
  rolloutMinimumLoads: z.coerce.number().int().min(1).max(100_000).default(20),
};
