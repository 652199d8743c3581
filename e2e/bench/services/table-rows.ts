import { createRandom } from '../components/random.ts';

const UNITS = [
  '市教育局',
  '市卫生健康委员会',
  '市交通运输局',
  '市民政局',
  '市农业农村局',
  '市科学技术局',
  '市公安局',
];
const PEOPLE = ['王芳', '李娜', '陈静', '孙磊', '张伟', '刘强', '赵敏', '周涛'];

/** The data of one component: 20 invented rows, the same for the portlet and for the monolith. */
export function tableRows(component: string): { rows: object[] } {
  const random = createRandom(1_000 + Number(component));
  const rows = Array.from({ length: 20 }, (_, index) => {
    const amount = 10_000 + random.below(90_000_000);
    return {
      id: `${component}-${index}`,
      code: `2026-${component}-${String(random.below(1_000_000)).padStart(6, '0')}`,
      unit: random.pick(UNITS),
      person: random.pick(PEOPLE),
      amount,
      spent: random.below(amount),
      rate: random.below(1_000) / 10,
      date: new Date(Date.UTC(2026, random.below(11), 1 + random.below(28))).toISOString(),
      count: random.below(60),
      state: random.below(6),
    };
  });
  return { rows };
}
