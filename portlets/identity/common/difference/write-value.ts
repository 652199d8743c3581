import { formatDateTime } from '@yimen/ui';
import type { valueMessages } from './value-texts.ts';

type Locale = 'zh-CN' | 'en-US';

/** What a value is written with: language, words, and names of units, posts and roles by their ids. */
export type ValueWords = {
  readonly locale: Locale;
  readonly text: (typeof valueMessages)[Locale];
  readonly nameOf: (field: string, id: string) => string | undefined;
};

/** One member of before or after in words, for people: no JSON where there is a better way. */
export function writeValue(field: string, value: unknown, words: ValueWords): string {
  const { text, locale, nameOf } = words;
  if (value === null || value === undefined || value === '') return text.none;
  if (typeof value === 'boolean') {
    if (field === 'isActive') return value ? text.active : text.disabled;
    return value ? text.yes : text.no;
  }
  if (typeof value === 'number') return writeNumber(field, value, locale);
  if (typeof value === 'string') return nameOf(field, value) ?? text.word(value);
  if (Array.isArray(value)) return writeList(field, value, words);
  return writeObject(value as Record<string, unknown>, words);
}

function writeNumber(field: string, value: number, locale: Locale): string {
  return /At$|Until$/.test(field) && value > 1e11 ? formatDateTime(value, { locale }) : String(value);
}

function writeList(field: string, list: readonly unknown[], words: ValueWords): string {
  if (list.length === 0) return words.text.none;
  return list.map((one) => writeValue(field, one, words)).join(words.locale === 'zh-CN' ? '、' : ', ');
}

function writeObject(value: Record<string, unknown>, words: ValueWords): string {
  const local = value[words.locale];
  if (typeof local === 'string') return local;
  const separator = words.locale === 'zh-CN' ? '；' : '; ';
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${writeValue(name, one, words)}`)
    .join(separator);
}
