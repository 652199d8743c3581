import { Button, Input, Select } from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import styles from './filter-bar.module.css';

export type FilterField = {
  readonly name: string;
  readonly label: string;
  /** A choice; without it a text. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** A field of its own, for example a date. */
  readonly control?: (field: {
    readonly id: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
  }) => ReactNode;
};
export type FilterValues = Readonly<Record<string, string>>;

type Props = {
  readonly label: string;
  readonly fields: readonly FilterField[];
  readonly values: FilterValues;
  readonly onSearch: (values: FilterValues) => void;
  readonly texts: { readonly search: string; readonly reset: string };
};

/** Conditions of a list: nothing is searched before Enter or the button, for every search is a request. */
export function FilterBar({ label, fields, values, onSearch, texts }: Props): ReactNode {
  const [draft, setDraft] = useState<FilterValues>(values);
  const baseId = useId();
  const search = (next: FilterValues) =>
    onSearch(
      Object.fromEntries(
        Object.entries(next).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
      ),
    );
  return (
    <search aria-label={label}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          search(draft);
        }}
      >
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            id={`${baseId}${field.name}`}
            value={draft[field.name] ?? ''}
            onChange={(value) => setDraft({ ...draft, [field.name]: value })}
          />
        ))}
        <span className={styles.buttons}>
          <Button type="primary" htmlType="submit">
            {texts.search}
          </Button>
          <Button
            onClick={() => {
              setDraft({});
              search({});
            }}
          >
            {texts.reset}
          </Button>
        </span>
      </form>
    </search>
  );
}

type FieldProps = {
  readonly field: FilterField;
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function Field({ field, id, value, onChange }: FieldProps): ReactNode {
  const { label, options, control } = field;
  return (
    <span className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {control ? (
        control({ id, value, onChange })
      ) : options ? (
        <Select
          id={id}
          aria-label={label}
          value={value}
          options={[...options]}
          onChange={onChange}
          popupMatchSelectWidth={false}
        />
      ) : (
        <Input
          id={id}
          value={value}
          allowClear
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </span>
  );
}
