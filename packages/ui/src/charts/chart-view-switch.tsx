import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/ui-texts.ts';
import type { ChartView } from './chart-types.ts';

/** What `ChartViewSwitch` takes. */
export type ChartViewSwitchProps = {
  readonly value: ChartView;
  readonly onChange: (view: ChartView) => void;
};

/** Lets the person choose between the drawing and the table. */
export function ChartViewSwitch({ value, onChange }: ChartViewSwitchProps): ReactNode {
  const texts = useTexts();
  return (
    <Segmented<ChartView>
      size="small"
      aria-label={texts.viewAs}
      value={value}
      onChange={onChange}
      options={[
        { value: 'chart', label: texts.chart },
        { value: 'table', label: texts.table },
      ]}
    />
  );
}
