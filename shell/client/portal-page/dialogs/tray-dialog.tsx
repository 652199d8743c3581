import type { Locale } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { PageView, TrayItem } from '@yimen/shell-contract';
import type { ReactNode } from 'react';
import { discardTrayItem } from '../../api/pages.ts';
import { Button } from '../../app/button.tsx';
import { Dialog } from '../../app/dialog.tsx';
import { describeProblem, useServices, useShellLocale } from '../../app/shell-services.ts';
import { pageDialogTexts } from '../../i18n/page-dialog-texts.ts';
import styles from './dialog-list.module.css';

/** Changes that no longer apply, with the reason (architecture D11): kept until their owner removes them. */
export function TrayDialog({
  view,
  onClose,
}: {
  readonly view: PageView;
  readonly onClose: () => void;
}): ReactNode {
  const locale = useShellLocale();
  const texts = pageDialogTexts[locale];
  const { page, notices } = useServices();
  const discard = async ({ nodeId }: TrayItem) => {
    try {
      page.accept(view.page.slug, await discardTrayItem(view.page.slug, nodeId));
      if (view.tray.length === 1) onClose();
    } catch (error) {
      if (isProblem(error)) notices.show({ tone: 'error', text: describeProblem(error, locale) });
    }
  };
  return (
    <Dialog title={texts.trayTitle} size="medium" onClose={onClose}>
      <p className={styles.intro}>{texts.trayIntro}</p>
      <ul className={styles.list}>
        {view.tray.map((item) => {
          const portlet = item.portlet ?? '';
          const name = view.releases[portlet]?.descriptor.title[locale] ?? (portlet || item.nodeId);
          return (
            <li key={`${item.nodeId} ${item.reason}`}>
              <span className={styles.name}>
                {name}
                <small>{texts.trayChange(changedParts(item, texts))}</small>
                <small>{texts.trayReasons[item.reason]}</small>
                {adjustments(item, view, locale).map((line) => (
                  <small key={line}>{line}</small>
                ))}
              </span>
              <Button
                aria-label={isSeen(item) ? texts.seenNamed(name) : texts.discardNamed(name)}
                onClick={() => void discard(item)}
              >
                {isSeen(item) ? texts.seen : texts.discard}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

/** Nothing is taken away with it: she has only to have seen it. */
const isSeen = ({ reason }: TrayItem) => reason === 'preference-adjusted';

/** What a new release reads otherwise: label, value before, value now. */
function adjustments({ portlet, adjusted = {} }: TrayItem, view: PageView, locale: Locale): string[] {
  const texts = pageDialogTexts[locale];
  const declared = view.releases[portlet ?? '']?.descriptor.preferences ?? {};
  return Object.entries(adjusted).map(([name, { before, after }]) => {
    const schema = declared[name];
    const shown = (value: unknown) => {
      const at = Array.isArray(schema?.enum) ? schema.enum.indexOf(value) : -1;
      const label = schema?.['x-enum-labels']?.[at]?.[locale];
      return label ?? (typeof value === 'string' ? value : JSON.stringify(value));
    };
    return texts.adjusted(schema?.['x-label'][locale] ?? name, shown(before), shown(after));
  });
}

type Texts = (typeof pageDialogTexts)[keyof typeof pageDialogTexts];

function changedParts({ change }: TrayItem, texts: Texts): string {
  const parts = [
    change.added && texts.parts.added,
    change.place && texts.parts.place,
    change.isHidden && texts.parts.hidden,
    change.isMinimized && texts.parts.minimized,
    change.title !== undefined && texts.parts.title,
    change.preferences && texts.parts.preferences,
  ];
  return parts.filter((part) => typeof part === 'string').join(texts.separator);
}
