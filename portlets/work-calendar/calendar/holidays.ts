/** A public holiday as the General Office of the State Council announced it: first and last day, and days made up for. */
type Holiday = {
  readonly name: { readonly 'zh-CN': string; readonly 'en-US': string };
  readonly from: string;
  readonly to: string;
  readonly working: readonly string[];
};

const holiday = (
  zh: string,
  en: string,
  days: [from: string, to: string],
  working: string[] = [],
): Holiday => ({
  name: { 'zh-CN': zh, 'en-US': en },
  from: days[0],
  to: days[1],
  working,
});

/** By year. A year that is not here has not been announced when this release was made. */
export const holidays: Readonly<Record<number, readonly Holiday[]>> = {
  // 国办发明电〔2024〕12号
  2025: [
    holiday('元旦', 'New Year', ['2025-01-01', '2025-01-01']),
    holiday('春节', 'Spring Festival', ['2025-01-28', '2025-02-04'], ['2025-01-26', '2025-02-08']),
    holiday('清明节', 'Qingming', ['2025-04-04', '2025-04-06']),
    holiday('劳动节', 'Labour Day', ['2025-05-01', '2025-05-05'], ['2025-04-27']),
    holiday('端午节', 'Dragon Boat', ['2025-05-31', '2025-06-02']),
    holiday(
      '国庆节、中秋节',
      'National Day, Mid-Autumn',
      ['2025-10-01', '2025-10-08'],
      ['2025-09-28', '2025-10-11'],
    ),
  ],
  // 国办发明电〔2025〕7号
  2026: [
    holiday('元旦', 'New Year', ['2026-01-01', '2026-01-03'], ['2026-01-04']),
    holiday('春节', 'Spring Festival', ['2026-02-15', '2026-02-23'], ['2026-02-14', '2026-02-28']),
    holiday('清明节', 'Qingming', ['2026-04-04', '2026-04-06']),
    holiday('劳动节', 'Labour Day', ['2026-05-01', '2026-05-05'], ['2026-05-09']),
    holiday('端午节', 'Dragon Boat', ['2026-06-19', '2026-06-21']),
    holiday('中秋节', 'Mid-Autumn', ['2026-09-25', '2026-09-27']),
    holiday('国庆节', 'National Day', ['2026-10-01', '2026-10-07'], ['2026-09-20', '2026-10-10']),
  ],
};
