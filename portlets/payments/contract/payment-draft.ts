import { z } from 'zod';
import { economicSubjects } from './economic-subjects.ts';
import type { FieldMessage } from './field-messages.ts';
import { maximumCents } from './money.ts';
import { codesOf, paymentMethods, settlementMethods, threePublicKinds } from './payment-codes.ts';

const line = (error: FieldMessage, least: number, most: number) =>
  z.string({ error }).trim().min(least, { error }).max(most, { error });

const code = <K extends string>(error: FieldMessage, codes: [K, ...K[]]) => z.enum(codes, { error });

const digits = (error: FieldMessage) =>
  z
    .string({ error })
    .transform((typed) => typed.normalize('NFKC').replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6,32}$/, { error }));

/** What a clerk fills in. The unit, the payer, 功能分类 and 资金性质 follow from her unit and the project. */
export const paymentDraft = z.object({
  projectCode: line('project', 1, 40),
  amountCents: z
    .number({ error: 'amount' satisfies FieldMessage })
    .int({ error: 'amount' })
    .min(1, { error: 'amount' })
    .max(maximumCents, { error: 'amount' }),
  purpose: line('purpose', 2, 200),
  payeeName: line('payee-name', 2, 100),
  payeeAccount: digits('payee-account'),
  payeeBank: line('payee-bank', 2, 100),
  paymentMethod: code('payment-method', codesOf(paymentMethods)),
  settlementMethod: code('settlement-method', codesOf(settlementMethods)),
  economicCode: code('economic-code', codesOf(economicSubjects)),
  threePublic: code('three-public', codesOf(threePublicKinds)),
  isProcurement: z.boolean({ error: 'procurement' satisfies FieldMessage }),
  isDirectFund: z.boolean({ error: 'direct-fund' satisfies FieldMessage }),
  contactName: line('contact-name', 2, 30),
  contactPhone: z
    .string({ error: 'contact-phone' satisfies FieldMessage })
    .trim()
    .regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, { error: 'contact-phone' }),
});
export type PaymentDraft = z.infer<typeof paymentDraft>;

/** Body of approve, pay, submit and withdraw. */
export const actionBody = z.object({
  opinion: z
    .string()
    .trim()
    .max(200, { error: 'opinion' satisfies FieldMessage })
    .optional(),
});

/** Body of return: the reason is needed. */
export const returnBody = z.object({ opinion: line('return-reason', 2, 200) });
