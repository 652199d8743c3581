import { z } from 'zod';
import { codesOf, fundNatures } from './payment-codes.ts';
import { paymentDraft } from './payment-draft.ts';

const localized = z.object({ 'zh-CN': z.string().min(1).max(100), 'en-US': z.string().min(1).max(200) });
const person = z.object({ sub: z.string().min(1).max(200), name: z.string().min(1).max(100) });
const moment = z.number().int().positive();

/** Body of PUT /api/admin/units/:unitId: a budget unit with its zero-balance account and its projects. */
export const unitImport = z.object({
  code: z.string().regex(/^\d{3,12}$/),
  name: localized,
  /** The requests of this unit are invented; every page that shows them says so. */
  isDemonstration: z.boolean().default(false),
  payer: z.object({
    name: z.string().min(1).max(100),
    account: z.string().regex(/^\d{6,32}$/),
    bank: z.string().min(1).max(100),
  }),
  projects: z
    .array(
      z.object({
        code: z.string().min(1).max(40),
        name: z.string().min(1).max(100),
        functional: z.object({ code: z.string().regex(/^\d{3,7}$/), name: localized }),
        fundNature: z.enum(codesOf(fundNatures)),
      }),
    )
    .max(200),
});
export type UnitImport = z.input<typeof unitImport>;

const step = z.object({
  action: z.enum(['create', 'submit', 'approve', 'return', 'pay', 'withdraw']),
  by: person,
  at: moment,
  opinion: z.string().max(200).default(''),
});

/**
 * Body of PUT /api/admin/payments/:paymentId: a request with all that happened to it. The steps must be a path
 * through the state machine, in order of time, beginning with `create`.
 */
export const paymentImport = z.object({
  number: z.string().regex(/^[A-Z0-9-]{4,40}$/),
  unitId: z.string().regex(/^[a-z0-9-]{1,64}$/),
  draft: paymentDraft,
  steps: z.array(step).min(1).max(50),
});
export type PaymentImport = z.input<typeof paymentImport>;

/** Answer of the import: `kept` means that people have worked on the request since, so it was left alone. */
export type ImportOutcome = { outcome: 'created' | 'replaced' | 'unchanged' | 'kept' };
