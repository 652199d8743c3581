import { formatPercent, Money, type MoneyUnit, moneyUnitName, PaceProgress } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { Amounts, AsOf } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

type ReportSummaryProps = { readonly total: Amounts; readonly asOf: AsOf; readonly money: MoneyUnit };

/** 指标金额, 支付金额, 指标余额, and 执行进度 beside 序时进度. */
export function ReportSummary({ total, asOf, money }: ReportSummaryProps): ReactNode {
  const texts = useTexts();
  const amounts = [
    [texts.allotted, total.allottedCents],
    [texts.paid, total.paidCents],
    [texts.balance, total.balanceCents],
  ] as const;
  return (
    <dl className="bud-summary">
      {amounts.map(([label, cents]) => (
        <div key={label}>
          <dt>{texts.withUnit(label, moneyUnitName(money, texts.locale))}</dt>
          <dd>
            <Money value={cents} unit={money} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{texts.progress}</dt>
        <dd>{formatPercent(total.progress)}</dd>
      </div>
      <div className="bud-summary-pace">
        <PaceProgress value={total.progress} pace={asOf.elapsed} />
        <div className="bud-quiet">
          {texts.asOf(asOf.day)} · {texts.formula[asOf.formula]}
        </div>
      </div>
    </dl>
  );
}
