import type { UiLocale, UrgencyLevel } from '../src/index.ts';

/** A text in both languages. */
export type Both = readonly [zh: string, en: string];

/** Chooses the language. */
export function pick(locale: UiLocale, [zh, en]: Both): string {
  return locale === 'zh-CN' ? zh : en;
}

// 演示数据: invented figures of a fictional city, in 分.
export const units = [
  {
    id: 'edu',
    code: '205001',
    name: ['市教育局', 'Education Bureau'],
    budget: 4528600000000,
    paid: 2103845678050,
  },
  {
    id: 'health',
    code: '210001',
    name: ['市卫生健康委员会', 'Health Commission'],
    budget: 3187240000000,
    paid: 1894402315000,
  },
  {
    id: 'transport',
    code: '214001',
    name: ['市交通运输局', 'Transport Bureau'],
    budget: 1265000000000,
    paid: 421930044125,
  },
  {
    id: 'civil',
    code: '208001',
    name: ['市民政局', 'Civil Affairs Bureau'],
    budget: 986350000000,
    paid: 588204911000,
  },
  {
    id: 'agri',
    code: '213001',
    name: ['市农业农村局', 'Agriculture Bureau'],
    budget: 742180000000,
    paid: 298711250075,
  },
  {
    id: 'science',
    code: '206001',
    name: ['市科学技术局', 'Science Bureau'],
    budget: 318900000000,
    paid: 201455000000,
  },
] satisfies { id: string; code: string; name: Both; budget: number; paid: number }[];

export const todos: readonly { id: number; urgency: UrgencyLevel; title: Both; from: Both; due: string }[] = [
  {
    id: 1,
    urgency: 'extra-urgent',
    title: [
      '关于市教育局 2026 年第四季度校舍维修改造资金支付申请的审核',
      'Review: payment request for school building repairs',
    ],
    from: ['支付申请 · 市教育局 张伟', 'Payments · Zhang Wei, Education Bureau'],
    due: '2026-11-23',
  },
  {
    id: 2,
    urgency: 'expedited',
    title: ['市交通运输局预算调剂申请', 'Budget adjustment request of the Transport Bureau'],
    from: ['预算执行 · 预算科 陈静', 'Budget · Chen Jing, Budget Section'],
    due: '2026-11-25',
  },
  {
    id: 3,
    urgency: 'normal',
    title: ['办公设备采购计划确认', 'Confirm the purchase plan for office equipment'],
    from: ['政府采购 · 办公室', 'Procurement · Office'],
    due: '2026-12-02',
  },
];

export const months = [
  { month: '1月', paid: 812.4, last: 760.1 },
  { month: '2月', paid: 1320.8, last: 1198.3 },
  { month: '3月', paid: 2044.9, last: 1822.7 },
  { month: '4月', paid: 2711.2, last: 2540.0 },
  { month: '5月', paid: 3390.6, last: 3127.5 },
  { month: '6月', paid: 4305.1, last: 3988.4 },
];
