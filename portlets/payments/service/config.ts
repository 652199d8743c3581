import { serviceConfig } from '@yimen/service-kit';
import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** Environment of this program; see the README for what each variable means. */
export const paymentsConfig = serviceConfig.extend({
  portalUrl: address,
  todoUrl: address,
  timeZone: z
    .string()
    .refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'must be an IANA time zone')
    .default('Asia/Shanghai'),
  reviewDays: z.coerce.number().int().min(0).max(60).default(2),
});
export type PaymentsConfig = Readonly<z.infer<typeof paymentsConfig>>;

/** Resource indicators (RFC 8707) of this service and of those it calls. */
export const audiences = {
  payments: 'urn:yimen:service:payments',
  portal: 'urn:yimen:service:portal',
  todo: 'urn:yimen:service:todo',
} as const;

/** Scopes of this service. */
export const scopes = { read: 'payments:read', write: 'payments:write', admin: 'payments:admin' } as const;
