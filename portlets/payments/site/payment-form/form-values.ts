import type { FieldError } from '@yimen/problem';
import {
  type FieldMessage,
  fieldMessages,
  type Locale,
  type PaymentDraft,
  parseYuan,
  paymentDraft,
  writeYuan,
} from '../../contract/index.ts';

/** What is typed; the amount in 元. */
export type FormValues = Partial<Omit<PaymentDraft, 'amountCents'>> & { amount?: string };
export type FormField = keyof FormValues;

/** A mistake and the field it belongs to. */
export type Mistake = { field: FormField; text: string };

/** An empty form: what most requests are. */
export const newValues: FormValues = {
  paymentMethod: 'authorized',
  settlementMethod: 'transfer',
  threePublic: 'none',
  isProcurement: false,
  isDirectFund: false,
};

/** The form of an existing request. */
export function valuesOf({ amountCents, ...rest }: PaymentDraft): FormValues {
  return { ...rest, amount: writeYuan(amountCents) };
}

function fieldOf(key: string): FormField {
  return key === 'amountCents' ? 'amount' : (key as FormField);
}

/** Checks everything at once with the schema that the service uses too. */
export function readForm(
  values: FormValues,
  locale: Locale,
): { draft: PaymentDraft } | { mistakes: Mistake[] } {
  const { amount = '', ...rest } = values;
  const result = paymentDraft.safeParse({ ...rest, amountCents: parseYuan(amount) });
  if (result.success) return { draft: result.data };
  const mistakes = new Map<FormField, string>();
  for (const { path, message } of result.error.issues) {
    const field = fieldOf(String(path[0]));
    const words = message in fieldMessages ? fieldMessages[message as FieldMessage][locale] : message;
    if (!mistakes.has(field)) mistakes.set(field, words);
  }
  return { mistakes: [...mistakes].map(([field, text]) => ({ field, text })) };
}

/** The mistakes that the service found; those of no field are left to the general message. */
export function mistakesOf(errors: readonly FieldError[]): Mistake[] {
  return errors.flatMap(({ pointer, detail }) => {
    const key = /^\/body\/(\w+)$/.exec(pointer)?.[1];
    return key === undefined ? [] : [{ field: fieldOf(key), text: detail }];
  });
}
