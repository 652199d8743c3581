import { Button, Form, Input, Select, useAllowClear } from '@yimen/ui';
import { RangePicker } from '@yimen/ui/date-picker';
import { FilterOutlined } from '@yimen/ui/icons';
import { type ReactNode, useId, useState } from 'react';
import { fundNatures, type LocalizedText, paymentMethods, type SiteSession } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';
import { badAmounts, countAdvanced, type ListFilter } from './list-filter.ts';

type FilterFormProps = {
  readonly filter: ListFilter;
  readonly session: SiteSession;
  readonly onSearch: (filter: ListFilter) => void;
};

const empty: ListFilter = {
  text: '',
  unit: '',
  paymentMethod: '',
  fundNature: '',
  amountFrom: '',
  amountTo: '',
  createdFrom: '',
  createdTo: '',
};

/** 查询: the keyword, and behind 高级查询 everything else. */
export function FilterForm({ filter, session, onSearch }: FilterFormProps): ReactNode {
  const texts = useTexts();
  const [typed, setTyped] = useState(filter);
  const [isOpen, setOpen] = useState(countAdvanced(filter) > 0);
  const advancedId = useId();
  const set = (changes: Partial<ListFilter>) => setTyped((before) => ({ ...before, ...changes }));
  const search = () => {
    if (badAmounts(typed).length === 0) onSearch(typed);
    else setOpen(true);
  };
  return (
    <Form layout="vertical" onFinish={search} className="pay-filter" role="search">
      <div className="pay-filter-line">
        <Input
          allowClear
          value={typed.text}
          maxLength={100}
          aria-label={texts.keyword}
          placeholder={texts.keywordHint}
          onChange={(event) => set({ text: event.target.value })}
        />
        <Button type="primary" htmlType="submit">
          {texts.search}
        </Button>
        <Button
          onClick={() => {
            setTyped(empty);
            onSearch(empty);
          }}
        >
          {texts.reset}
        </Button>
        <Button
          type="text"
          icon={<FilterOutlined />}
          aria-expanded={isOpen}
          aria-controls={advancedId}
          onClick={() => setOpen(!isOpen)}
        >
          {texts.advanced}
        </Button>
      </div>
      <div id={advancedId} hidden={!isOpen}>
        <AdvancedFields typed={typed} session={session} set={set} />
      </div>
    </Form>
  );
}

type AdvancedProps = {
  readonly typed: ListFilter;
  readonly session: SiteSession;
  readonly set: (changes: Partial<ListFilter>) => void;
};

function AdvancedFields({ typed, session, set }: AdvancedProps): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const options = (list: Readonly<Record<string, LocalizedText>>) =>
    Object.entries(list).map(([value, name]) => ({ value, label: name[locale] }));
  const units = session.units.map(({ id, name }) => ({ value: id, label: name[locale] }));
  const bad = badAmounts(typed);
  const amount = (key: 'amountFrom' | 'amountTo') => (
    <Form.Item
      label={texts[key]}
      htmlFor={`filter-${key}`}
      {...(bad.includes(key) ? { validateStatus: 'error' as const, help: texts.badAmount } : {})}
    >
      <Input
        id={`filter-${key}`}
        inputMode="decimal"
        value={typed[key]}
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </Form.Item>
  );
  const allowClear = useAllowClear();
  const choice = (
    key: 'unit' | 'paymentMethod' | 'fundNature',
    items: { value: string; label: string }[],
  ) => (
    <Form.Item label={texts[key]} htmlFor={`filter-${key}`}>
      <Select
        id={`filter-${key}`}
        allowClear={allowClear}
        placeholder={texts.any}
        value={typed[key] === '' ? null : typed[key]}
        options={items}
        onChange={(value?: string | null) => set({ [key]: value ?? '' })}
      />
    </Form.Item>
  );
  return (
    <div className="pay-filter-grid">
      {session.units.length > 1 ? choice('unit', units) : null}
      {choice('paymentMethod', options(paymentMethods))}
      {choice('fundNature', options(fundNatures))}
      {amount('amountFrom')}
      {amount('amountTo')}
      <Form.Item label={texts.dateRange} htmlFor="filter-dates">
        <RangePicker
          id="filter-dates"
          aria-label={texts.dateRange}
          value={typed.createdFrom && typed.createdTo ? [typed.createdFrom, typed.createdTo] : null}
          onChange={(days) => set({ createdFrom: days?.[0] ?? '', createdTo: days?.[1] ?? '' })}
        />
      </Form.Item>
    </div>
  );
}
