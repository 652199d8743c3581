import { analyses } from './analyses.ts';
import type { Random } from './random.ts';
import { measures, sentences, states, subjects } from './vocabulary.ts';

const kinds = ['money', 'percent', 'count', 'date', 'text'] as const;
const fields = {
  money: ['amount', 'spent'],
  percent: ['rate'],
  count: ['count'],
  date: ['date'],
  text: ['unit', 'person'],
};

/** What a generated component is called. */
export type ComponentIdentity = { id: string; title: { 'zh-CN': string; 'en-US': string } };

export function identityOf(id: string, random: Random): ComponentIdentity {
  const [chinese, english] = random.pick(subjects);
  return { id, title: { 'zh-CN': `${chinese} ${id}`, 'en-US': `${english} ${id}` } };
}

/**
 * Source of one component: a table of 20 rows that sorts, filters and shows details, with figures above it. Columns,
 * texts, rules and analyses differ, so that components have no more in common than those of different vendors.
 */
export function componentSource({ id }: ComponentIdentity, random: Random): string {
  const chosen = random.some(analyses, 5);
  return `import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { useMemo, useState } from 'react';
import styles from './view.module.css';

type Row = { id: string; code: string; unit: string; person: string; amount: number; spent: number; rate: number; date: string; count: number; state: number };
type Column = { key: keyof Row; kind: string; label: { 'zh-CN': string; 'en-US': string } };

${messagesSource(
  chosen.map(({ name }) => name),
  random,
)}
const columns: Column[] = ${JSON.stringify(columnsOf(random), null, 2)};
const stateNames = ${JSON.stringify(random.some(states, 6))};
const rules: Record<string, { from: number; tone: 'red' | 'orange' | 'green'; note: string }> = ${JSON.stringify(rulesOf(random), null, 2)};
const money = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

${chosen.map(({ name, code }) => `function ${name}(rows: Row[]): number {\n  ${code(random)}\n}`).join('\n\n')}

${BODY.replaceAll('__ID__', id)
  .replace('__FIGURES__', chosen.map(({ name }) => `[text.${name}, ${name}(shown)]`).join(', '))
  .replace('__FIRST_SORT__', random.pick(['amount', 'spent', 'rate', 'date', 'count', 'code']))
  .replace('__SEPARATOR__', random.pick([' · ', ' — ', ' / ', '，']))}`;
}

function messagesSource(names: readonly string[], random: Random): string {
  const help = random.some(sentences, 4);
  const figures = random.some(measures, names.length);
  const of = (language: 0 | 1, fixed: Record<string, string>) => ({
    ...fixed,
    ...Object.fromEntries(names.map((name, at) => [name, figures[at]?.[language] ?? name])),
    ...Object.fromEntries(help.map((sentence, at) => [`help${at}`, sentence[language]])),
  });
  const messages = {
    'zh-CN': of(0, {
      loading: '正在读取……',
      failed: '读取失败',
      retry: '重试',
      search: '筛选',
      none: '没有符合条件的记录',
      details: '明细',
      total: '合计',
    }),
    'en-US': of(1, {
      loading: 'Loading…',
      failed: 'Could not be read',
      retry: 'Try again',
      search: 'Filter',
      none: 'Nothing fits',
      details: 'Details',
      total: 'Total',
    }),
  };
  return `const messages = ${JSON.stringify(messages, null, 2)};`;
}

function columnsOf(random: Random): unknown[] {
  return random.some(measures, 5).map(([chinese, english]) => {
    const kind = random.pick(kinds);
    return { key: random.pick(fields[kind]), kind, label: { 'zh-CN': chinese, 'en-US': english } };
  });
}

function rulesOf(random: Random): Record<string, unknown> {
  const entries = Array.from({ length: 8 }, () => [
    `R${1_000 + random.below(9_000)}`,
    {
      from: random.below(100_000),
      tone: random.pick(['red', 'orange', 'green']),
      note: random.pick(sentences)[0],
    },
  ]);
  return Object.fromEntries(entries);
}

const BODY = `function cellText(row: Row, column: Column, locale: 'zh-CN' | 'en-US'): string {
  const value = row[column.key];
  if (typeof value === 'string') return column.kind === 'date' ? value.slice(0, 10) : value;
  if (column.kind === 'money') return money.format(value / 100);
  if (column.kind === 'percent') return value.toFixed(1) + '%';
  return locale === 'zh-CN' ? value + ' 件' : String(value);
}

function ruleOf(row: Row) {
  return Object.entries(rules).filter(([, rule]) => row.amount / 100 >= rule.from).sort(([, a], [, b]) => b.from - a.from)[0];
}

function compare(a: Row, b: Row, key: keyof Row): number {
  const left = a[key];
  const right = b[key];
  return typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right));
}

export function View() {
  const text = useMessages(messages);
  const locale = useLocale();
  const { data, problem, refresh } = useResource<{ rows: Row[] }>('table');
  const [sort, setSort] = useState<{ key: keyof Row; isDescending: boolean }>({ key: '__FIRST_SORT__', isDescending: true });
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const rows = data?.rows;
  const shown = useMemo(() => {
    const fitting = (rows ?? []).filter((row) => (row.code + row.unit + row.person).includes(filter));
    return fitting.toSorted((a, b) => (sort.isDescending ? -1 : 1) * compare(a, b, sort.key));
  }, [rows, filter, sort]);
  const figures = useMemo<[string, number][]>(() => [__FIGURES__], [shown, text]);
  if (!rows) {
    if (!problem) return <p className={styles.note} role="status">{text.loading}</p>;
    return <p className={styles.note}>{text.failed} <button type="button" onClick={() => void refresh()}>{text.retry}</button></p>;
  }
  const sortBy = (key: keyof Row) => setSort((now) => ({ key, isDescending: now.key === key && !now.isDescending }));
  return (
    <div className={styles.body} data-bench-ready="__ID__">
      <dl className={styles.figures}>
        {figures.map(([label, value]) => (
          <div key={label} className={value > 50 ? styles.high : styles.low}><dt>{label}</dt><dd>{money.format(value)}</dd></div>
        ))}
      </dl>
      <input className={styles.filter} aria-label={text.search} placeholder={text.search} value={filter} onChange={(event) => setFilter(event.target.value)} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col"><button type="button" onClick={() => sortBy('code')}>#</button></th>
            {columns.map((column, at) => (
              <th key={at} scope="col" aria-sort={sort.key === column.key ? (sort.isDescending ? 'descending' : 'ascending') : undefined}>
                <button type="button" onClick={() => sortBy(column.key)}>{column.label[locale]}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const rule = ruleOf(row);
            return (
              <tr key={row.id} className={styles[rule?.[1].tone ?? 'green']} onClick={() => setOpen(open === row.id ? null : row.id)}>
                <th scope="row">{row.code}</th>
                {columns.map((column, at) => <td key={at} className={styles[column.kind]}>{cellText(row, column, locale)}</td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown.length === 0 && <p className={styles.note}>{text.none}</p>}
      {rows.filter((row) => row.id === open).map((row) => (
        <section key={row.id} className={styles.details} aria-label={text.details}>
          {[row.code, row.unit, row.person, stateNames[row.state % stateNames.length]?.[locale === 'zh-CN' ? 0 : 1], ruleOf(row)?.[1].note].join('__SEPARATOR__')}
          <p>{text.help0}</p><p>{text.help1}</p><p>{text.help2}</p><p>{text.help3}</p>
        </section>
      ))}
    </div>
  );
}
`;
