import { z } from 'zod';
import type { PublisherPolicyChange } from '../api/proposal-api.ts';

export const publisherSchema = z.string().min(1).max(200);

const originSchema = z
  .url({ protocol: /^https?$/ })
  .refine((value) => URL.parse(value)?.origin === value, 'an origin is expected: scheme, host and port');

/** PUT …/publishers/:publisher/policy. */
export const savePublisherPolicySchema = z.strictObject({
  signatureRequired: z.boolean().nullable().optional(),
  codeOrigins: z.array(originSchema).max(20).optional(),
  people: z
    .array(z.strictObject({ sub: z.string().min(1).max(200), name: z.string().trim().min(1).max(100) }))
    .max(50)
    .refine((people) => new Set(people.map(({ sub }) => sub)).size === people.length, 'each person once')
    .optional(),
  reason: z.string().trim().max(500).optional(),
}) satisfies z.ZodType<PublisherPolicyChange & { reason?: string }>;
