import { isProblem, problemTitle } from '@yimen/problem';
import { useMessage } from '@yimen/ui';
import type { ReactElement } from 'react';
import { useTexts } from '../texts/site-texts.ts';

/** Says in passing that an export failed. Render `holder` once. */
export function useFailureMessage(): { tell: (error: unknown) => void; holder: ReactElement } {
  const texts = useTexts();
  const [message, holder] = useMessage();
  const tell = (error: unknown): void => {
    const words = isProblem(error) ? problemTitle(error.problem, texts.locale) : String(error);
    void message.error(words);
  };
  return { tell, holder };
}
