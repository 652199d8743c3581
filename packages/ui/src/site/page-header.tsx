import type { ReactNode } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { siteCss } from './site-css.ts';

/** One step of the way to a page. */
export type Crumb = { readonly label: string; readonly href?: string };

/** What `PageHeader` takes. */
export type PageHeaderProps = {
  readonly title: string;
  /** Beside the title, such as a `StatusTag`. */
  readonly tags?: ReactNode;
  readonly subtitle?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** Buttons at the right. */
  readonly actions?: ReactNode;
};

/** The heading of a page (level 1), with the way to it and its actions. */
export function PageHeader({ title, tags, subtitle, crumbs = [], actions }: PageHeaderProps): ReactNode {
  useStyleSheet(siteCss);
  const texts = useTexts();
  return (
    <div className="ym-page-header">
      <div>
        {crumbs.length === 0 ? null : (
          <nav className="ym-crumbs" aria-label={texts.breadcrumb}>
            <ol>
              {crumbs.map(({ label, href }) => (
                <li key={label}>{href === undefined ? label : <a href={href}>{label}</a>}</li>
              ))}
            </ol>
          </nav>
        )}
        <div className="ym-page-title">
          <h1>{title}</h1>
          {tags}
        </div>
        {subtitle === undefined ? null : <div className="ym-page-subtitle">{subtitle}</div>}
      </div>
      {actions === undefined ? null : <div className="ym-page-actions">{actions}</div>}
    </div>
  );
}
