import { type LocalizedText, text } from '../contract/localized-text.ts';

/** A line of a unit's invented budget: subject, 万元 a year, and the share of 项目支出 in it. */
export type PlanLine = readonly [subjectCode: string, wanYuan: number, projectShare: number];

/** A unit of the demonstration: invented amounts, and how fast it spends compared with the year (1 = level). */
export type UnitPlan = {
  id: string;
  code: string;
  name: LocalizedText;
  pace: number;
  lines: readonly PlanLine[];
};

/** What every unit pays for its people. */
const staff = (scale: number): PlanLine[] => [
  ['2012902', 38 * scale, 0.6],
  ['20508', 26 * scale, 1],
  ['2080501', 142 * scale, 0],
  ['2080505', 318 * scale, 0],
  ['2101101', 167 * scale, 0],
  ['2101401', 12 * scale, 0],
  ['2210203', 205 * scale, 0],
  ['229', 44 * scale, 1],
];

/** 预算单位 of the demonstration city and their budgets. Everything here is invented (演示数据). */
export const unitPlans: readonly UnitPlan[] = [
  {
    id: 'edu',
    code: '205001',
    name: text('市教育局', 'Education Bureau'),
    pace: 1.11,
    lines: [
      ['2050201', 21_460, 0.35],
      ['2050202', 86_320, 0.18],
      ['2050205', 41_870, 0.42],
      ['2050701', 3_260, 0.28],
      ['206', 1_180, 1],
      ['207', 2_340, 0.9],
      ['211', 860, 1],
      ...staff(9),
    ],
  },
  {
    id: 'health',
    code: '210001',
    name: text('市卫生健康委员会', 'Health Commission'),
    pace: 1.04,
    lines: [
      ['2100717', 4_210, 0.7],
      ['2101202', 52_600, 1],
      ['2101301', 9_840, 1],
      ['21015', 2_130, 0.5],
      ['206', 1_460, 1],
      ['2050205', 2_980, 0.6],
      ['2120199', 640, 1],
      ...staff(6),
    ],
  },
  {
    id: 'transport',
    code: '214001',
    name: text('市交通运输局', 'Transport Bureau'),
    pace: 0.85,
    lines: [
      ['214', 48_750, 0.86],
      ['211', 3_720, 1],
      ['2120102', 1_260, 0.8],
      ['2120199', 2_480, 1],
      ['220', 940, 1],
      ['206', 760, 1],
      ...staff(4),
    ],
  },
  {
    id: 'civil',
    code: '208001',
    name: text('市民政局', 'Civil Affairs Bureau'),
    pace: 1.13,
    lines: [
      ['2101301', 6_420, 1],
      ['2120102', 890, 0.7],
      ['2120199', 1_740, 1],
      ['207', 320, 1],
      ['206', 260, 1],
      ['216', 410, 1],
      ['2050701', 580, 0.6],
      ...staff(3),
    ],
  },
  {
    id: 'agri',
    code: '213001',
    name: text('市农业农村局', 'Agriculture and Rural Affairs Bureau'),
    pace: 0.95,
    lines: [
      ['213', 37_280, 0.82],
      ['206', 1_930, 1],
      ['211', 2_640, 1],
      ['216', 720, 1],
      ['220', 1_310, 1],
      ['2120199', 860, 1],
      ...staff(4),
    ],
  },
  {
    id: 'science',
    code: '206001',
    name: text('市科学技术局', 'Science and Technology Bureau'),
    pace: 0.79,
    lines: [
      ['206', 18_640, 0.93],
      ['2050205', 1_240, 1],
      ['216', 530, 1],
      ['207', 280, 1],
      ['2120102', 190, 0.6],
      ['211', 370, 1],
      ...staff(2),
    ],
  },
  {
    id: 'housing',
    code: '212001',
    name: text('市住房和城乡建设局', 'Housing and Urban-Rural Development Bureau'),
    pace: 1.01,
    lines: [
      ['2120102', 3_480, 0.5],
      ['2120199', 29_650, 0.95],
      ['211', 7_820, 1],
      ['220', 1_160, 1],
      ['206', 690, 1],
      ['214', 4_230, 1],
      ...staff(4),
    ],
  },
  {
    id: 'security',
    code: '204001',
    name: text('市公安局', 'Public Security Bureau'),
    pace: 1.09,
    lines: [
      ['20402', 68_900, 0.34],
      ['206', 2_870, 1],
      ['214', 1_640, 1],
      ['2120102', 530, 0.8],
      ['207', 190, 1],
      ['211', 240, 1],
      ...staff(11),
    ],
  },
];
