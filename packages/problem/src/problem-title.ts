import type { ProblemDetails } from './problem-error.ts';
import { problemNameOf, problemTypes } from './problem-types.ts';

/** Languages that problem titles exist in. */
export type ProblemLocale = 'zh-CN' | 'en-US';

/**
 * The title of a problem for a person.
 * @param details problem details, ours or from elsewhere
 * @param locale language of the person
 * @returns the title from our table; for a type that is not ours the title it carries
 */
export function problemTitle(details: ProblemDetails, locale: ProblemLocale): string {
  const name = problemNameOf(details.type);
  return name ? problemTypes[name].title[locale] : details.title;
}
