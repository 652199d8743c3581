import { isProblem, type ProblemDetails, type ProblemError } from './problem-error.ts';
import { type ProblemLocale, problemTitle } from './problem-title.ts';

/** What a person is told about a problem. */
export type ShownProblem = {
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  /** What is wrong with single fields. */
  readonly mistakes: readonly string[];
  /** The request id, for the person to quote to the help desk. */
  readonly reference?: string;
};

/**
 * What a person is told about a problem: its title in her language, and of the details those that are written in it.
 * The others are technical English, for logs and developers.
 *
 * @param error a `ProblemError`, or whatever was thrown: then nothing is known
 * @param locale language of the person
 */
export function shownProblem(error: unknown, locale: ProblemLocale): ShownProblem {
  const details = isProblem(error) ? (error as ProblemError).problem : undefined;
  if (details === undefined) return { mistakes: [] };
  const { status, detail, instance } = details;
  return {
    title: problemTitle(details, locale),
    ...(status > 0 && { status }),
    ...(detail !== undefined && isIn(detail, locale) && { detail }),
    ...(instance !== undefined && { reference: instance.replace('urn:yimen:request:', '') }),
    mistakes: mistakesOf(details, locale),
  };
}

function mistakesOf({ errors = [] }: ProblemDetails, locale: ProblemLocale): string[] {
  return errors.map(({ detail }) => detail).filter((detail) => isIn(detail, locale));
}

function isIn(text: string, locale: ProblemLocale): boolean {
  return /\p{Script=Han}/u.test(text) === (locale === 'zh-CN');
}
