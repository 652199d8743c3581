import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { DatePicker } from '@yimen/ui/date-picker';
import type { ReactNode } from 'react';
import { FilterBar, type FilterField, type FilterValues } from '../../../common/filter-bar.tsx';
import { auditMessages } from './audit-messages.ts';
import { eventNames } from './event-names.ts';

type Props = { readonly values: FilterValues; readonly onSearch: (values: FilterValues) => void };

/** Conditions of the search. Names are given whole: each has an index, so a million records stay quick. */
export function AuditForm({ values, onSearch }: Props): ReactNode {
  const text = useMessages(auditMessages);
  const locale = useLocale();
  const day = (label: string): Pick<FilterField, 'control'> => ({
    control: ({ id, value, onChange }) => (
      <DatePicker
        id={id}
        block
        aria-label={label}
        value={value === '' ? null : value}
        onChange={(next) => onChange(next ?? '')}
      />
    ),
  });
  const events = Object.entries(eventNames[locale]).map(([value, label]) => ({ value, label }));
  return (
    <FilterBar
      label={text.trail}
      fields={[
        { name: 'from', label: text.from, ...day(text.from) },
        { name: 'to', label: text.to, ...day(text.to) },
        { name: 'username', label: text.username },
        { name: 'person', label: text.sub },
        { name: 'system', label: text.system },
        { name: 'event', label: text.event, options: [{ value: '', label: text.anyEvent }, ...events] },
        { name: 'address', label: text.address },
      ]}
      values={values}
      onSearch={onSearch}
      texts={text}
    />
  );
}
