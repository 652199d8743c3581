import { formatDateTime, Timeline } from '@yimen/ui';
import { Panel } from '@yimen/ui/site';
import type { ReactNode } from 'react';
import { type HistoryEntry, historyNames } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

const colors: Partial<Record<HistoryEntry['action'], string>> = {
  return: 'red',
  approve: 'green',
  pay: 'green',
};

/** 办理过程: who did what, when, and her opinion; the latest first. */
export function PaymentHistory({ history }: { readonly history: readonly HistoryEntry[] }): ReactNode {
  const texts = useTexts();
  return (
    <Panel title={texts.history}>
      <Timeline
        items={history.toReversed().map((entry) => ({
          key: `${entry.at}-${entry.action}`,
          color: colors[entry.action] ?? 'blue',
          content: (
            <>
              <div>
                <b>{historyNames[entry.action][texts.locale]}</b> {texts.by(entry.by)}
              </div>
              <div className="pay-quiet">{formatDateTime(entry.at)}</div>
              {entry.opinion === '' ? null : <div className="pay-opinion">{entry.opinion}</div>}
            </>
          ),
        }))}
      />
    </Panel>
  );
}
