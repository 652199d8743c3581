import { type ReactNode, useState } from 'react';
import { type MoneyUnit, PaceProgress, Select, Tabs, useUi } from '../src/index.ts';
import { Panel } from '../src/site/index.ts';
import { DataTable } from '../src/table/index.ts';
import { pick, units } from './gallery-data.ts';

export function TableSection(): ReactNode {
  const { locale } = useUi();
  const [unit, setUnit] = useState<MoneyUnit>('万元');
  const [current, setCurrent] = useState('health');
  const [chosen, setChosen] = useState<readonly string[]>(['edu']);
  const say = (zh: string, en: string) => pick(locale, [zh, en]);
  return (
    <>
      <Panel title={say('各单位执行进度', 'Execution by unit')}>
        <DataTable
          label={say('各单位执行进度', 'Execution by unit')}
          rows={units}
          rowKey={(row) => row.id}
          unit={unit}
          onUnitChange={setUnit}
          onRowOpen={(row) => setCurrent(row.id)}
          currentRowKey={current}
          toolbar={
            <Select
              defaultValue="all"
              aria-label={say('科目', 'Subject')}
              options={[
                { value: 'all', label: say('全部科目', 'All subjects') },
                { value: '205', label: say('205 教育支出', '205 Education') },
              ]}
            />
          }
          columns={[
            { key: 'code', title: say('单位编码', 'Code'), width: 110 },
            {
              key: 'name',
              title: say('预算单位', 'Unit'),
              value: (row) => pick(locale, row.name),
              sortable: true,
            },
            { key: 'budget', title: say('预算数', 'Budget'), kind: 'money', total: true, sortable: true },
            { key: 'paid', title: say('已支付', 'Paid'), kind: 'money', total: true, sortable: true },
            {
              key: 'left',
              title: say('结余', 'Left'),
              kind: 'money',
              total: true,
              value: (row) => row.budget - row.paid,
            },
            {
              key: 'share',
              title: say('执行率', 'Executed'),
              kind: 'percent',
              value: (row) => row.paid / row.budget,
            },
            {
              key: 'pace',
              title: say('对照序时进度', 'Against the year'),
              width: 170,
              render: (row) => (
                <PaceProgress
                  barOnly
                  value={row.paid / row.budget}
                  pace={0.5}
                  label={pick(locale, row.name)}
                />
              ),
            },
          ]}
        />
      </Panel>
      <Panel title={say('支付申请', 'Payment requests')}>
        <Tabs
          items={[
            { key: 'all', label: say('全部', 'All') },
            { key: 'open', label: say('待审核', 'To review') },
            { key: 'returned', label: say('被退回', 'Returned') },
          ]}
        />
        <DataTable
          label={say('支付申请', 'Payment requests')}
          rows={units.slice(0, 3)}
          rowKey={(row) => row.id}
          size="small"
          page={{ current: 2, pageSize: 10, total: 43, onChange: () => {} }}
          selection={{ keys: chosen, onChange: (keys) => setChosen(keys.map(String)) }}
          columns={[
            { key: 'code', title: say('单据编号', 'Number'), value: (row) => `ZF2026-${row.code}` },
            { key: 'name', title: say('预算单位', 'Unit'), value: (row) => pick(locale, row.name) },
            { key: 'paid', title: say('申请金额', 'Amount'), kind: 'money', total: true },
            { key: 'day', title: say('申请日期', 'Date'), kind: 'date', value: () => '2026-06-18' },
          ]}
        />
      </Panel>
    </>
  );
}
