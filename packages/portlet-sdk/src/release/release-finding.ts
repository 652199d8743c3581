import type { Locale, LocalizedText } from '../descriptor/portlet-descriptor.ts';
import { findingTexts } from './finding-texts.ts';

/** What comparing a release with what uses it can find; each has a sentence in both languages. */
export type FindingKind = keyof typeof findingTexts;

/** `breaks`: something that works for somebody stops working; `warns`: it may, or changes; `info`: worth knowing. */
export type FindingSeverity = 'breaks' | 'warns' | 'info';

/** A page that is concerned. */
export type FindingPage = {
  readonly slug: string;
  readonly title: LocalizedText;
  /** The page as it will be published next. */
  readonly isDraft: boolean;
};

/** One thing that a release changes for those who use its portlet. */
export type ReleaseFinding = {
  readonly severity: FindingSeverity;
  readonly kind: FindingKind;
  /** What the sentence names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Live version that it was compared with; null: with the portal itself. */
  readonly comparedWith: string | null;
  readonly pages: readonly FindingPage[];
  /** Names of the other portlets that are concerned. */
  readonly portlets: readonly string[];
  /** People whose own changes are concerned; who only looks at a page is not counted. */
  readonly persons: number;
};

/** Findings of one comparison, worst first. */
export type ReleaseComparison = {
  /** Epoch milliseconds. */
  readonly comparedAt: number;
  readonly findings: readonly ReleaseFinding[];
};

/**
 * A finding as a sentence, with who is concerned.
 *
 * @param finding what was found
 * @param locale language of the sentence
 * @returns plain text on one line
 */
export function describeFinding(finding: ReleaseFinding, locale: Locale): string {
  const sentence = findingTexts[finding.kind][locale].replaceAll(
    /\{(\w+)\}/g,
    (_all, name: string) => finding.parameters[name] ?? '',
  );
  const who = whoIsConcerned(finding, locale);
  if (who === '') return sentence;
  return locale === 'zh-CN' ? `${sentence}（${who}）` : `${sentence} (${who})`;
}

function whoIsConcerned({ pages, portlets, persons }: ReleaseFinding, locale: Locale): string {
  const isChinese = locale === 'zh-CN';
  const comma = isChinese ? '、' : ', ';
  const pageNames = pages.map(({ title, isDraft }) =>
    isDraft ? `${title[locale]}${isChinese ? '（草稿）' : ' [draft]'}` : title[locale],
  );
  const parts = [
    pages.length > 0 && `${isChinese ? '页面：' : 'pages: '}${pageNames.join(comma)}`,
    portlets.length > 0 && `${isChinese ? '模块：' : 'portlets: '}${portlets.join(comma)}`,
    persons > 0 && (isChinese ? `${persons} 人` : persons === 1 ? '1 person' : `${persons} people`),
  ];
  return parts.filter((part) => part !== false).join(isChinese ? '；' : '; ');
}
