import { z } from 'zod';

export const sessionLimitPolicies = ['end-oldest', 'refuse', 'ask'] as const;
export type SessionLimitPolicy = (typeof sessionLimitPolicies)[number];

/** Environment variables about sessions; part of the program's configuration. */
export const sessionConfig = {
  /** Unset: the policy profile's. */
  sessionIdleMinutes: z.coerce.number().int().min(1).max(10_080).optional(),
  sessionAbsoluteHours: z.coerce.number().int().min(1).max(168).default(12),
  /** Sessions that one person may have at the same time. 0: as many as she likes. */
  sessionLimit: z.coerce.number().int().min(0).max(100).default(0),
  /** What happens to the sign-in beyond that. */
  sessionLimitPolicy: z.enum(sessionLimitPolicies).default('end-oldest'),
  /** So long after its first use a refresh token still leads to the same successor. */
  refreshGraceSeconds: z.coerce.number().int().min(0).max(300).default(30),
};
