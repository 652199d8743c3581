import { serviceConfig } from '@yimen/service-kit';
import { z } from 'zod';

/** Environment of this program; see the README for what each variable means. */
export const budgetConfig = serviceConfig.extend({
  portalUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  timeZone: z
    .string()
    .refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'must be an IANA time zone')
    .default('Asia/Shanghai'),
  financeUnit: z.string().min(1).default('bureau'),
});
export type BudgetConfig = Readonly<z.infer<typeof budgetConfig>>;

/** Resource indicators (RFC 8707) of this service and of those it calls. */
export const audiences = { budget: 'urn:yimen:service:budget', portal: 'urn:yimen:service:portal' } as const;

/** Scopes of this service. */
export const scopes = { read: 'budget:read', admin: 'budget:admin' } as const;
