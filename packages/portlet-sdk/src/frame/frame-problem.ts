import { isProblem, problem, problemTitle } from '@yimen/problem';
import type { Locale } from '../descriptor/portlet-descriptor.ts';
import type { FrameProblem } from './frame-protocol.ts';

/**
 * A failure as the page of a frame is told it: the details of a problem with the title in the person's language (RFC 9457,
 * 3.1.3 lets a title be translated), since a page has no table of titles. What is no problem becomes `invalid-input`.
 *
 * @param error what was thrown
 * @param locale the person's language
 */
export function frameProblem(error: unknown, locale: Locale): FrameProblem {
  const detail = error instanceof Error ? error.message : String(error);
  const { problem: details } = isProblem(error) ? error : problem('invalid-input', { detail });
  return structuredClone({ ...details, title: problemTitle(details, locale) }) as FrameProblem;
}
