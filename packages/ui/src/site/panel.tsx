import { type ReactNode, useId } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { siteCss } from './site-css.ts';

/** What `Panel` takes. */
export type PanelProps = {
  /** A heading of level 2, which also names the region. */
  readonly title?: string;
  /** At the right of the heading. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
};

/** A white area of a site's page, framed like a portlet window. */
export function Panel({ title, extra, children }: PanelProps): ReactNode {
  useStyleSheet(siteCss);
  const headingId = useId();
  if (title === undefined) {
    return (
      <div className="ym-panel">
        <div className="ym-panel-body">{children}</div>
      </div>
    );
  }
  return (
    <section className="ym-panel" aria-labelledby={headingId}>
      <div className="ym-panel-head">
        <h2 id={headingId}>{title}</h2>
        {extra}
      </div>
      <div className="ym-panel-body">{children}</div>
    </section>
  );
}
