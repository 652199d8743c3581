import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { formatNumber, type MoneyUnit, moneyToNumber } from '@yimen/ui';
import { BarChart } from '@yimen/ui/charts';
import type { ReactNode } from 'react';
import type { ExecutionBySubject } from '../../../contract/execution.ts';
import { budgetExecutionMessages } from './budget-execution-messages.ts';

/** 指标金额 and 支付金额 of each 类 side by side. */
export function SubjectChart({ report, money }: { report: ExecutionBySubject; money: MoneyUnit }): ReactNode {
  const text = useMessages(budgetExecutionMessages);
  const locale = useLocale();
  const points = report.rows
    .filter(({ parentCode }) => parentCode === null)
    .map(({ name, allottedCents, paidCents }) => ({
      name: name[locale],
      allotted: moneyToNumber(allottedCents, money),
      paid: moneyToNumber(paidCents, money),
    }));
  return (
    <BarChart
      label={text.label}
      points={points}
      categoryKey="name"
      categoryName={text.subject}
      series={[
        { key: 'allotted', name: text.allotted },
        { key: 'paid', name: text.paid },
      ]}
      format={(value) => formatNumber(value, 2)}
      direction="bars"
      height={Math.max(200, points.length * 36 + 40)}
    />
  );
}
