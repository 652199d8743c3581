import { useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button, type MoneyUnit, moneyUnitName, StatusTag, type StatusTone } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import type { PaymentStatus } from '../contract/payment-list.ts';
import { type PaymentState, stateNames } from '../contract/payment-state.ts';
import { paymentStatusMessages } from './payment-status-messages.ts';
import styles from './payment-status-view.module.css';

type Row = PaymentStatus['rows'][number];

const tones: Readonly<Record<PaymentState, StatusTone>> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'danger',
  approved: 'warning',
  paid: 'success',
  withdrawn: 'neutral',
};

type StatusTableProps = {
  readonly status: PaymentStatus;
  readonly money: MoneyUnit;
  readonly toolbar: ReactNode;
  readonly onMoneyChange: (money: MoneyUnit) => void;
};

/** 状态, 笔数, 金额 with their sum; a row leads to its requests in the system. */
export function StatusTable({ status, money, toolbar, onMoneyChange }: StatusTableProps): ReactNode {
  const text = useMessages(paymentStatusMessages);
  const locale = useLocale();
  const { navigation } = usePortlet();
  const open = (state?: PaymentState) => {
    const url = new URL('/payments', status.siteUrl);
    if (state) url.searchParams.set('state', state);
    if (status.unit) url.searchParams.set('unit', status.unit.id);
    navigation.openSystem(url.href);
  };
  const columns: DataTableColumn<Row>[] = [
    {
      key: 'state',
      title: text.state,
      render: ({ state }) => <StatusTag tone={tones[state]}>{stateNames[state][locale]}</StatusTag>,
    },
    { key: 'count', title: text.count, kind: 'number', total: true },
    { key: 'amountCents', title: text.amount(moneyUnitName(money, locale)), kind: 'money', total: true },
  ];
  const { from, to } = status.period;
  return (
    <>
      <DataTable
        label={text.label}
        columns={columns}
        rows={status.rows}
        rowKey={({ state }) => state}
        numbered={false}
        unit={money}
        onUnitChange={onMoneyChange}
        toolbar={toolbar}
        onRowOpen={({ state }) => open(state)}
        size="small"
      />
      <div className={styles.foot}>
        <span>
          {text.days(from, to)}
          {status.isDemonstration ? ` · ${text.demonstration}` : ''}
        </span>
        <Button type="link" size="small" onClick={() => open()}>
          {text.open}
        </Button>
      </div>
    </>
  );
}
