import { DatePicker as AntdDatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import zhCn from 'dayjs/locale/zh-cn.js';
import { type ReactNode, useMemo } from 'react';
import { type UiLocale, useUi } from '../provider/ui-context.ts';

/** What `DatePicker` takes. Days are `YYYY-MM-DD`, so no portlet needs a date library. */
export type DatePickerProps = {
  readonly value?: string | null | undefined;
  readonly onChange?: (value: string | null) => void;
  readonly picker?: 'date' | 'month' | 'year';
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly allowClear?: boolean;
  /** As wide as what it stands in, as text fields of a form are. */
  readonly block?: boolean;
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly min?: string;
  readonly max?: string;
};

/** What `RangePicker` takes: first and last day, both `YYYY-MM-DD`. */
export type RangePickerProps = {
  readonly value?: readonly [string, string] | null | undefined;
  readonly onChange?: (value: readonly [string, string] | null) => void;
  readonly disabled?: boolean;
  readonly allowClear?: boolean;
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly min?: string;
  readonly max?: string;
};

const valueFormats = { date: 'YYYY-MM-DD', month: 'YYYY-MM', year: 'YYYY' } as const;

function read(value: string | null | undefined, locale: UiLocale): Dayjs | null {
  if (value === null || value === undefined || value === '') return null;
  const day = dayjs(value);
  // The week's first day and the names in the panel come from the value's own locale.
  return day.isValid() ? day.locale(locale === 'zh-CN' ? zhCn : 'en') : null;
}

function limits(min: string | undefined, max: string | undefined): { minDate?: Dayjs; maxDate?: Dayjs } {
  return {
    ...(min === undefined ? {} : { minDate: dayjs(min) }),
    ...(max === undefined ? {} : { maxDate: dayjs(max) }),
  };
}

/** Chooses a day (or with `picker` a month or year). Works inside `Form.Item`: value and onChange are text. */
export function DatePicker(props: DatePickerProps): ReactNode {
  const { value, onChange, picker = 'date', block, min, max, ...rest } = props;
  const { locale } = useUi();
  const shown = useMemo(() => read(value, locale), [value, locale]);
  return (
    <AntdDatePicker
      {...rest}
      {...limits(min, max)}
      {...(value === undefined ? {} : { value: shown })}
      {...(block === true ? { style: { width: '100%' } } : {})}
      picker={picker}
      onChange={(day: Dayjs | null) => onChange?.(day === null ? null : day.format(valueFormats[picker]))}
    />
  );
}

/** Chooses the first and last day of a period. Works inside `Form.Item`. */
export function RangePicker({ value, onChange, id, min, max, ...rest }: RangePickerProps): ReactNode {
  const { locale } = useUi();
  const shown = useMemo<[Dayjs | null, Dayjs | null] | null>(
    () => (value === null || value === undefined ? null : [read(value[0], locale), read(value[1], locale)]),
    [value, locale],
  );
  return (
    <AntdDatePicker.RangePicker
      {...rest}
      {...limits(min, max)}
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value: shown })}
      onChange={(days) => {
        const [first, last] = days ?? [null, null];
        onChange?.(
          first === null || last === null
            ? null
            : [first.format(valueFormats.date), last.format(valueFormats.date)],
        );
      }}
    />
  );
}
