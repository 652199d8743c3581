import { type LocalizedText, text } from './localized-text.ts';

/**
 * 部门预算支出经济分类 of the national classification, as published in the sources [f]–[i] that the project's domain
 * notes list. Only items that a payment is made under; classes 301, 302 and 303 give them their group.
 */
export const economicSubjects = {
  '30101': text('基本工资', 'Basic salaries'),
  '30102': text('津贴补贴', 'Allowances and subsidies'),
  '30103': text('奖金', 'Bonuses'),
  '30107': text('绩效工资', 'Performance pay'),
  '30108': text('机关事业单位基本养老保险缴费', 'Basic pension contributions'),
  '30110': text('职工基本医疗保险缴费', 'Basic medical insurance contributions'),
  '30113': text('住房公积金', 'Housing provident fund'),
  '30201': text('办公费', 'Office expenses'),
  '30202': text('印刷费', 'Printing'),
  '30204': text('手续费', 'Handling charges'),
  '30205': text('水费', 'Water'),
  '30206': text('电费', 'Electricity'),
  '30207': text('邮电费', 'Post and telecommunications'),
  '30208': text('取暖费', 'Heating'),
  '30209': text('物业管理费', 'Property management'),
  '30211': text('差旅费', 'Travel'),
  '30214': text('租赁费', 'Rental'),
  '30215': text('会议费', 'Meetings'),
  '30216': text('培训费', 'Training'),
  '30217': text('公务接待费', 'Official reception'),
  '30218': text('专用材料费', 'Special materials'),
  '30226': text('劳务费', 'Labour services'),
  '30227': text('委托业务费', 'Commissioned services'),
  '30228': text('工会经费', 'Trade union funds'),
  '30229': text('福利费', 'Welfare'),
  '30231': text('公务用车运行维护费', 'Official vehicle operation'),
  '30239': text('其他交通费用', 'Other transport'),
  '30302': text('退休费', 'Retirement pay'),
  '30305': text('生活补助', 'Living subsidies'),
} as const satisfies Readonly<Record<string, LocalizedText>>;
export type EconomicCode = keyof typeof economicSubjects;
