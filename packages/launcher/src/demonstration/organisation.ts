/** Names in both languages. */
export type LocalName = { 'zh-CN': string; 'en-US': string };

/** An organisation unit; `code` is that of a budget unit (预算单位). */
export type DemonstrationUnit = { id: string; parentId: string | null; code: string | null; name: LocalName };

const name = (chinese: string, english: string): LocalName => ({ 'zh-CN': chinese, 'en-US': english });
const section = (id: string, chinese: string, english: string): DemonstrationUnit => ({
  id,
  parentId: 'bureau',
  code: null,
  name: name(chinese, english),
});
const budgetUnit = (id: string, code: string, chinese: string, english: string): DemonstrationUnit => ({
  id,
  parentId: 'city',
  code,
  name: name(chinese, english),
});

/** 演示数据: a city that does not exist, with its finance bureau and the units whose budgets it holds. Parents first. */
export const units: readonly DemonstrationUnit[] = [
  { id: 'city', parentId: null, code: null, name: name('示范市', 'Shifan City') },
  {
    id: 'bureau',
    parentId: 'city',
    code: '219001',
    name: name('示范市财政局', 'Shifan City Finance Bureau'),
  },
  section('office', '办公室', 'General Office'),
  section('budget-section', '预算科', 'Budget Section'),
  section('treasury-section', '国库科', 'Treasury Section'),
  section('payment-centre', '国库支付中心', 'Treasury Payment Centre'),
  section('admin-law-section', '行政政法科', 'Administration and Law Section'),
  section('education-section', '教科文科', 'Education, Science and Culture Section'),
  section('social-section', '社会保障科', 'Social Security Section'),
  section('agriculture-section', '农业科', 'Agriculture Section'),
  section('economy-section', '经济建设科', 'Economic Construction Section'),
  section('supervision-section', '监督检查局', 'Supervision and Inspection'),
  section('it-centre', '信息中心', 'Information Centre'),
  budgetUnit('edu', '205001', '市教育局', 'Education Bureau'),
  budgetUnit('health', '210001', '市卫生健康委员会', 'Health Commission'),
  budgetUnit('transport', '214001', '市交通运输局', 'Transport Bureau'),
  budgetUnit('civil', '208001', '市民政局', 'Civil Affairs Bureau'),
  budgetUnit('agri', '213001', '市农业农村局', 'Agriculture and Rural Affairs Bureau'),
  budgetUnit('science', '206001', '市科学技术局', 'Science and Technology Bureau'),
  budgetUnit('housing', '212001', '市住房和城乡建设局', 'Housing and Urban-Rural Development Bureau'),
  budgetUnit('security', '204001', '市公安局', 'Public Security Bureau'),
];

/** The posts of the demonstration organisation. */
export const posts: readonly { id: string; name: LocalName }[] = [
  { id: 'director', name: name('局长', 'Director') },
  { id: 'deputy-director', name: name('副局长', 'Deputy director') },
  { id: 'section-chief', name: name('科长', 'Section chief') },
  { id: 'section-officer', name: name('科员', 'Section officer') },
  { id: 'payment-reviewer-post', name: name('支付审核岗', 'Payment reviewer') },
  { id: 'unit-clerk', name: name('单位经办', 'Unit clerk') },
  { id: 'unit-reviewer', name: name('单位审核', 'Unit reviewer') },
  { id: 'system-administrator', name: name('系统管理员', 'System administrator') },
  { id: 'developer', name: name('开发人员', 'Developer') },
];

/** The roles that programs ask for. They are the product's, not the demonstration's. */
export const roles: readonly { id: string; name: LocalName }[] = [
  { id: 'staff', name: name('工作人员', 'Staff') },
  { id: 'leader', name: name('领导', 'Leader') },
  { id: 'administrator', name: name('管理员', 'Administrator') },
  { id: 'portlet-developer', name: name('组件开发', 'Portlet developer') },
  { id: 'release-approver', name: name('组件发布审批', 'Release approver') },
  { id: 'notice-publisher', name: name('通知发布', 'Notice publisher') },
  { id: 'payment-clerk', name: name('支付经办', 'Payment clerk') },
  { id: 'payment-reviewer', name: name('支付审核', 'Payment reviewer') },
];
