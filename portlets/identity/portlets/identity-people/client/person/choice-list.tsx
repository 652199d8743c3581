import { useMessages } from '@yimen/portlet-sdk';
import { Checkbox, Input } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import styles from './choice-list.module.css';
import { personMessages } from './person-messages.ts';

type Props = {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
};

/** More than fit into the list at once. */
const worthSearching = 10;

/**
 * What may be ticked, all in sight: a drop-down of several choices stays open in a dialog and lies over its buttons.
 * Searching hides choices and unticks none.
 */
export function ChoiceList({ label, options, chosen, onChange }: Props): ReactNode {
  const text = useMessages(personMessages);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = options.filter((option) => option.label.toLowerCase().includes(wanted));
  const toggle = (value: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, value] : chosen.filter((other) => other !== value));
  return (
    <fieldset className={styles.choices} aria-label={label}>
      {options.length > worthSearching && (
        <Input
          type="search"
          allowClear
          aria-label={text.searchChoices}
          placeholder={text.searchChoices}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <ul className={styles.list}>
        {shown.map((option) => (
          <li key={option.value}>
            <Checkbox
              checked={chosen.includes(option.value)}
              onChange={({ target }) => toggle(option.value, target.checked)}
            >
              {option.label}
            </Checkbox>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.none}>{text.noChoices}</p>}
    </fieldset>
  );
}
