import type { ReactNode } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { stateCss } from './state-css.ts';

/** What `LoadingState` takes. */
export type LoadingStateProps = {
  /** What is loading; without it 「正在加载」. Read aloud, not shown. */
  readonly label?: string;
  /** How many grey lines, about as many as the content will have. */
  readonly lines?: number;
};

const widths = ['92%', '78%', '86%', '64%'];

/** Grey lines in the place of content that has not come yet (role status). */
export function LoadingState({ label, lines = 3 }: LoadingStateProps): ReactNode {
  useStyleSheet(stateCss);
  const texts = useTexts();
  return (
    <div className="ym-loading" role="status">
      <span className="ym-hidden">{label ?? texts.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <div key={index} className="ym-loading-line" style={{ width: widths[index % widths.length] }} />
      ))}
    </div>
  );
}
