import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useUi } from '../provider/ui-context.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { type MoneyUnit, moneyUnitName, moneyUnits } from './format-money.ts';

/** What `UnitSwitch` takes. */
export type UnitSwitchProps = {
  readonly value: MoneyUnit;
  readonly onChange: (unit: MoneyUnit) => void;
  /** The units to choose from; all three without it. */
  readonly units?: readonly MoneyUnit[];
};

/** Chooses the unit of amounts: 元, 万元 or 亿元. A radio group; arrow keys move. */
export function UnitSwitch({ value, onChange, units = moneyUnits }: UnitSwitchProps): ReactNode {
  const { locale } = useUi();
  const texts = useTexts();
  return (
    <Segmented<MoneyUnit>
      size="small"
      aria-label={texts.unit}
      value={value}
      onChange={onChange}
      options={units.map((unit) => ({ value: unit, label: moneyUnitName(unit, locale) }))}
    />
  );
}
