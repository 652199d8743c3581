import { z } from 'zod';

/** Cybersecurity Law, article 21: logs are kept for six months at least. */
export const auditConfig = {
  auditRetentionDays: z.coerce
    .number()
    .int()
    .min(180, 'the audit trail is kept for 180 days at least')
    .max(36_500)
    .default(180),
  /** Where months go that were kept long enough, by themselves. Empty: nowhere, `archive-audit` does it. */
  auditArchiveDirectory: z.string().max(400).default(''),
};
