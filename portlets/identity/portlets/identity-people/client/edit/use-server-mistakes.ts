import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { isProblem, type ProblemError } from '@yimen/problem';
import type { FormInstance } from '@yimen/ui';
import { useEffect, useState } from 'react';
import { fieldErrorsOf, showFieldErrors } from '../../../../common/field-errors.ts';
import { formMessages } from './form-messages.ts';
import type { PersonValues } from './person-values.ts';

/**
 * Shows what the server says against single fields at these fields.
 * @returns the problem that has to be shown above the form; undefined when the fields say it all
 */
export function useServerMistakes(
  form: FormInstance<PersonValues>,
  problem: ProblemError | undefined,
): ProblemError | undefined {
  const text = useMessages(formMessages);
  const locale = useLocale();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!problem) return setShown(false);
    const texts = {
      username: isProblem(problem, 'conflict') ? text.usernameTaken : text.usernameWrong,
      unitId: text.unitWrong,
      postId: text.postWrong,
      email: text.emailWrong,
      sortOrder: text.sortWrong,
    };
    setShown(showFieldErrors(form, fieldErrorsOf(problem, { locale, texts, other: text.wrong })));
  }, [form, problem, text, locale]);
  return isShown ? undefined : problem;
}
