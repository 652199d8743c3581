import { useMessages, useRenderParameter } from '@yimen/portlet-sdk';
import { Segmented } from '@yimen/ui';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { BreakerList } from './breaker-list.tsx';
import { BudgetList } from './budget-list.tsx';
import { FigureTable } from './figure-table.tsx';
import { healthMessages } from './health-messages.ts';
import { IntegrityList } from './integrity-list.tsx';
import { NoticeTable } from './notice-table.tsx';

/** View mode: figures, breakers, budgets or integrity reports. */
export function HealthView(): ReactNode {
  const text = useMessages(healthMessages);
  const [show = 'figures', setShow] = useRenderParameter('show');
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Segmented
          size="small"
          aria-label={text.show}
          options={[
            { value: 'figures', label: text.figures },
            { value: 'breakers', label: text.breakers },
            { value: 'budgets', label: text.budgets },
            { value: 'integrity', label: text.integrity },
          ]}
          value={show}
          onChange={(value) => setShow(value === 'figures' ? null : value)}
        />
      </div>
      {show === 'breakers' ? (
        <BreakerList />
      ) : show === 'budgets' ? (
        <>
          <BudgetList />
          <NoticeTable />
        </>
      ) : show === 'integrity' ? (
        <IntegrityList />
      ) : (
        <FigureTable />
      )}
    </div>
  );
}
