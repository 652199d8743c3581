import { Tabs } from '@yimen/ui';
import type { ReactNode } from 'react';
import { type PaymentList, type PaymentState, stateNames } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

const shown: readonly PaymentState[] = ['draft', 'submitted', 'returned', 'approved', 'paid'];

type StateTabsProps = {
  readonly counts: PaymentList['counts'] | undefined;
  readonly current: string | null;
  readonly onChange: (state: string | null) => void;
};

/** 全部 | 待送审 | 待审核 | 被退回 | 待支付 | 已支付, each with its number of requests. */
export function StateTabs({ counts, current, onChange }: StateTabsProps): ReactNode {
  const texts = useTexts();
  const label = (name: string, count: number | undefined) => (
    <span className="pay-tab">
      {name}
      {count === undefined ? null : <span className="pay-tab-count">{count}</span>}
    </span>
  );
  return (
    <Tabs
      className="pay-tabs"
      activeKey={current ?? 'all'}
      onChange={(key) => onChange(key === 'all' ? null : key)}
      items={[
        { key: 'all', label: label(texts.all, counts?.all) },
        ...shown.map((state) => ({
          key: state,
          label: label(stateNames[state][texts.locale], counts?.[state]),
        })),
      ]}
    />
  );
}
