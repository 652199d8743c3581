import { type ReactNode, useState } from 'react';
import { BarChart, type ChartView, ChartViewSwitch, LineChart, PieChart } from '../src/charts/index.ts';
import { Flex, formatNumber, moneyToNumber, useUi } from '../src/index.ts';
import { Panel } from '../src/site/index.ts';
import { months, pick, units } from './gallery-data.ts';

export function ChartSection(): ReactNode {
  const { locale } = useUi();
  const [view, setView] = useState<ChartView>('chart');
  const say = (zh: string, en: string) => pick(locale, [zh, en]);
  const tenThousands = (value: number) => formatNumber(value);
  const points = units.map((unit) => ({
    name: pick(locale, unit.name),
    budget: moneyToNumber(unit.budget, '万元'),
    paid: moneyToNumber(unit.paid, '万元'),
    rate: Number(((unit.paid / unit.budget) * 100).toFixed(1)),
  }));
  const title = say('预算与支付（万元）', 'Budget and payments (CNY 10,000)');
  return (
    <Flex wrap gap="0 16px">
      <Half>
        <Panel title={title} extra={<ChartViewSwitch value={view} onChange={setView} />}>
          <BarChart
            {...{ label: title, view, points, categoryKey: 'name' }}
            categoryName={say('预算单位', 'Unit')}
            format={tenThousands}
            series={[
              { key: 'budget', name: say('预算数', 'Budget') },
              { key: 'paid', name: say('已支付', 'Paid') },
            ]}
            onSelect={() => {}}
          />
        </Panel>
      </Half>
      <Half>
        <Panel title={say('执行率（%）', 'Executed (%)')}>
          <BarChart
            {...{ label: say('执行率', 'Executed'), points, categoryKey: 'name', direction: 'bars' }}
            series={[{ key: 'rate', name: say('执行率', 'Executed') }]}
            reference={{ value: 50, label: say('序时进度 50%', 'Year elapsed 50%') }}
            height={264}
          />
        </Panel>
      </Half>
      <Half>
        <Panel title={say('累计支付（亿元）', 'Paid to date (CNY 100 million)')}>
          <LineChart
            {...{ label: say('累计支付', 'Paid to date'), points: months, categoryKey: 'month' }}
            series={[
              { key: 'paid', name: say('本年', 'This year') },
              { key: 'last', name: say('上年同期', 'Last year'), isDashed: true },
            ]}
          />
        </Panel>
      </Half>
      <Half>
        <Panel title={say('支出结构', 'Structure')}>
          <PieChart
            label={say('支出结构', 'Structure')}
            slices={points.map(({ name, paid }) => ({ name, value: paid }))}
            format={tenThousands}
          />
        </Panel>
      </Half>
    </Flex>
  );
}

function Half({ children }: { readonly children: ReactNode }): ReactNode {
  return <div style={{ flex: '1 1 420px', minWidth: 0, maxWidth: '100%' }}>{children}</div>;
}
