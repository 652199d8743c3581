import { type FieldError, isProblem, ProblemError } from '@yimen/problem';
import { localeOf } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { fieldMessages } from '../../contract/field-messages.ts';
import type { Locale } from '../../contract/localized-text.ts';
import { refusals } from '../../contract/refusals.ts';

/** Writes reasons and field mistakes, which rules and schemas name by key, in the language of the person. */
export function localizeProblems(): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!isProblem(error)) throw error;
      throw localized(error, localeOf(ctx));
    }
  };
}

function localized(error: ProblemError, locale: Locale): ProblemError {
  const details = error.problem;
  const { reason } = details;
  return new ProblemError(
    {
      ...details,
      ...(typeof reason === 'string' && isKey(refusals, reason) && { detail: refusals[reason][locale] }),
      ...(details.errors && { errors: details.errors.map((one) => localizedField(one, locale)) }),
    },
    { headers: error.headers, cause: error.cause },
  );
}

function localizedField({ pointer, detail }: FieldError, locale: Locale): FieldError {
  if (isKey(fieldMessages, detail)) return { pointer, detail: fieldMessages[detail][locale] };
  return { pointer, detail: isKey(refusals, detail) ? refusals[detail][locale] : detail };
}

function isKey<T extends object>(table: T, key: string): key is keyof T & string {
  return Object.hasOwn(table, key);
}
