import type { ReactNode } from 'react';
import { useUi } from '../provider/ui-context.ts';
import { useStyleSheet } from '../style/style-sheet.ts';
import { formatMoney, type MoneyUnit, type MoneyValue } from './format-money.ts';

/** What `Money` takes. */
export type MoneyProps = {
  /** A whole number of 分; null and undefined show a dash. */
  readonly value: MoneyValue | null | undefined;
  readonly unit?: MoneyUnit;
  readonly showUnit?: boolean;
  readonly strong?: boolean;
};

const moneyCss = `
.ym-money{font-variant-numeric:tabular-nums;white-space:nowrap}
.ym-money[data-strong='true']{font-weight:600}
`;

/** An amount: digits of equal width, never broken over two lines. */
export function Money({ value, unit = '元', showUnit = false, strong = false }: MoneyProps): ReactNode {
  useStyleSheet(moneyCss);
  const { locale } = useUi();
  return (
    <span className="ym-money" data-strong={strong}>
      {value === null || value === undefined ? '—' : formatMoney(value, { unit, locale, showUnit })}
    </span>
  );
}
