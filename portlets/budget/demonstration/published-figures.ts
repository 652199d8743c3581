import type { PublicFigureImport } from '../contract/administration.ts';
import { type LocalizedText, text } from '../contract/localized-text.ts';

const figure = (name: LocalizedText, amount: string, change: number | null = null) => ({
  name,
  amount,
  change,
});

const names = {
  revenue: text('一般公共预算收入', 'General public budget revenue'),
  tax: text('税收收入', 'Tax revenue'),
  nonTax: text('非税收入', 'Non-tax revenue'),
  expenditure: text('一般公共预算支出', 'General public budget expenditure'),
  social: text('社会保障和就业支出', 'Social security and employment'),
  health: text('卫生健康支出', 'Health'),
  transport: text('交通运输支出', 'Transport'),
  education: text('教育支出', 'Education'),
  communities: text('城乡社区支出', 'Urban and rural communities'),
  agriculture: text('农林水支出', 'Agriculture, forestry and water'),
} as const;

/** Official figures published by finance bureaus (amounts in 亿元; change against the year before). */
export const publishedFigures: Readonly<Record<string, PublicFigureImport>> = {
  'tianjin-2024-h1': {
    position: 1,
    title: text('天津市 2024 年上半年财政收支', 'Tianjin, first half of 2024'),
    source: text(
      '天津市财政局网站，2024年8月1日公布',
      'Tianjin Municipal Finance Bureau, published 1 August 2024',
    ),
    groups: [
      {
        name: text('收入', 'Revenue'),
        total: figure(names.revenue, '1144.4', 0.063),
        figures: [
          figure(names.tax, '865.4', 0.028),
          figure(text('其中：增值税', 'of which value-added tax'), '393.9'),
          figure(text('其中：企业所得税', 'of which corporate income tax'), '181.4'),
          figure(text('其中：个人所得税', 'of which personal income tax'), '47.9'),
          figure(names.nonTax, '279.0', 0.188),
        ],
      },
      {
        name: text('支出', 'Expenditure'),
        total: figure(names.expenditure, '1532.7', 0.162),
        figures: [
          figure(names.social, '314.5', 0.223),
          figure(names.health, '86.8', 0.061),
          figure(names.transport, '41.3', 0.174),
        ],
      },
    ],
  },
  'chongqing-2020-may': {
    position: 2,
    title: text('重庆市 2020 年 1—5 月财政收支', 'Chongqing, January to May 2020'),
    source: text('重庆市财政局网站，2020年6月19日公布', 'Chongqing Finance Bureau, published 19 June 2020'),
    groups: [
      {
        name: text('收入', 'Revenue'),
        total: figure(names.revenue, '856.8', -0.152),
        figures: [figure(names.tax, '579.9'), figure(names.nonTax, '276.9')],
      },
      {
        name: text('支出', 'Expenditure'),
        total: figure(names.expenditure, '1611.9', -0.035),
        figures: [
          figure(names.social, '368.1'),
          figure(names.education, '265.8'),
          figure(names.communities, '200.2'),
          figure(names.health, '170.4'),
          figure(names.transport, '103.0'),
          figure(names.agriculture, '97.1'),
        ],
      },
    ],
  },
};
