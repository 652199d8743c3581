import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { Tag } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { Summary } from '../../contract/pending-change.ts';
import styles from './difference-table.module.css';
import { fieldLabels } from './field-labels.ts';
import { valueMessages } from './value-texts.ts';
import { type ValueWords, writeValue } from './write-value.ts';

type Props = {
  readonly before: Summary | null;
  readonly after: Summary | null;
  /** Names the table for screen readers. */
  readonly label: string;
  /** Names of units, posts and roles by their ids; what is not known is shown by its id. */
  readonly nameOf?: ValueWords['nameOf'];
};

const nobody = () => undefined;

/** Before and after, member by member. Of lists it says what comes and what goes. */
export function DifferenceTable({ before, after, label, nameOf = nobody }: Props): ReactNode {
  const locale = useLocale();
  const text = useMessages(valueMessages);
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (fields.length === 0) return <p className={styles.nothing}>{text.nothing}</p>;
  const words: ValueWords = { locale, text, nameOf };
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{text.field}</th>
          {before && <th scope="col">{text.before}</th>}
          {after && <th scope="col">{text.after}</th>}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{labelOf(field, after?.[field] ?? before?.[field], locale)}</th>
            {before && <td>{writeValue(field, before[field], words)}</td>}
            {after && (
              <td>
                <After field={field} before={before?.[field]} after={after[field]} words={words} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A person's `profile` has further particulars, a policy's is its name. */
function labelOf(field: string, value: unknown, locale: 'zh-CN' | 'en-US'): string {
  const key = field === 'profile' && typeof value === 'object' ? 'particulars' : field;
  return fieldLabels[locale][key] ?? field;
}

type AfterProps = {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly words: ValueWords;
};

function After({ field, before, after, words }: AfterProps): ReactNode {
  if (!isTexts(before) || !isTexts(after)) return writeValue(field, after, words);
  const { text } = words;
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  return (
    <>
      {writeValue(field, after, words)}
      <span className={styles.changes}>
        {added.map((one) => (
          <Tag key={one} color="green">{`${text.added} ${writeValue(field, one, words)}`}</Tag>
        ))}
        {removed.map((one) => (
          <Tag key={one} color="red">{`${text.removed} ${writeValue(field, one, words)}`}</Tag>
        ))}
      </span>
    </>
  );
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
