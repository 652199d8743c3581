import type { LocalName } from './organisation.ts';

/** The password of every demonstration account. */
export const demonstrationPassword = 'Yimen@2026';

/** Somebody of the demonstration organisation, with an account. */
export type DemonstrationPerson = {
  /** Also the user name. */
  id: string;
  name: LocalName;
  unitId: string;
  postId: string;
  roles: string[];
};

type Row = readonly [
  id: string,
  chinese: string,
  english: string,
  unitId: string,
  postId: string,
  roles?: string,
];

// 演示数据: nobody here exists.
const rows: readonly Row[] = [
  ['sunlei', '孙磊', 'Sun Lei', 'bureau', 'director', 'leader'],
  ['wujianhua', '吴建华', 'Wu Jianhua', 'bureau', 'deputy-director', 'leader'],
  ['zhengxiulan', '郑秀兰', 'Zheng Xiulan', 'bureau', 'deputy-director', 'leader'],
  ['huangzhiqiang', '黄志强', 'Huang Zhiqiang', 'office', 'section-chief', 'notice-publisher'],
  ['heyuxin', '何雨欣', 'He Yuxin', 'office', 'section-officer'],
  ['luodan', '罗丹', 'Luo Dan', 'office', 'section-officer'],
  ['chenjing', '陈静', 'Chen Jing', 'budget-section', 'section-chief', 'notice-publisher'],
  ['maxiaodong', '马晓东', 'Ma Xiaodong', 'budget-section', 'section-officer'],
  ['zhulin', '朱琳', 'Zhu Lin', 'budget-section', 'section-officer'],
  ['huguoqing', '胡国庆', 'Hu Guoqing', 'treasury-section', 'section-chief'],
  ['linchen', '林晨', 'Lin Chen', 'treasury-section', 'section-officer'],
  ['gaohaiyan', '高海燕', 'Gao Haiyan', 'payment-centre', 'section-chief', 'payment-reviewer'],
  ['wangfang', '王芳', 'Wang Fang', 'payment-centre', 'payment-reviewer-post', 'payment-reviewer'],
  ['lina', '李娜', 'Li Na', 'payment-centre', 'payment-reviewer-post', 'payment-reviewer'],
  ['xuhao', '徐浩', 'Xu Hao', 'payment-centre', 'payment-reviewer-post', 'payment-reviewer'],
  ['guoweimin', '郭伟民', 'Guo Weimin', 'admin-law-section', 'section-chief'],
  ['tanghui', '唐慧', 'Tang Hui', 'admin-law-section', 'section-officer'],
  ['songyaqin', '宋雅琴', 'Song Yaqin', 'education-section', 'section-chief'],
  ['xunuo', '许诺', 'Xu Nuo', 'education-section', 'section-officer'],
  ['hanjianjun', '韩建军', 'Han Jianjun', 'social-section', 'section-chief'],
  ['denglijuan', '邓丽娟', 'Deng Lijuan', 'social-section', 'section-officer'],
  ['fengdashan', '冯大山', 'Feng Dashan', 'agriculture-section', 'section-chief'],
  ['caoying', '曹颖', 'Cao Ying', 'agriculture-section', 'section-officer'],
  ['pengzhiyuan', '彭志远', 'Peng Zhiyuan', 'economy-section', 'section-chief'],
  ['zengqian', '曾倩', 'Zeng Qian', 'economy-section', 'section-officer'],
  ['xiaozhengming', '萧正明', 'Xiao Zhengming', 'supervision-section', 'section-chief'],
  ['tiantian', '田甜', 'Tian Tian', 'supervision-section', 'section-officer'],
  ['admin', '赵敏', 'Zhao Min', 'it-centre', 'system-administrator', 'administrator'],
  ['dev', '周涛', 'Zhou Tao', 'it-centre', 'developer', 'portlet-developer'],
  ['panyu', '潘宇', 'Pan Yu', 'it-centre', 'section-officer', 'release-approver'],
  ['zhangwei', '张伟', 'Zhang Wei', 'edu', 'unit-clerk', 'payment-clerk'],
  ['liuqiang', '刘强', 'Liu Qiang', 'edu', 'unit-reviewer'],
  ['dongjie', '董洁', 'Dong Jie', 'health', 'unit-clerk', 'payment-clerk'],
  ['yuanlixin', '袁立新', 'Yuan Lixin', 'health', 'unit-reviewer'],
  ['jiangwenbin', '蒋文斌', 'Jiang Wenbin', 'transport', 'unit-clerk', 'payment-clerk'],
  ['caixiaomei', '蔡晓梅', 'Cai Xiaomei', 'transport', 'unit-reviewer'],
  ['yuhaixia', '余海霞', 'Yu Haixia', 'civil', 'unit-clerk', 'payment-clerk'],
  ['dujun', '杜军', 'Du Jun', 'civil', 'unit-reviewer'],
  ['yeqing', '叶青', 'Ye Qing', 'agri', 'unit-clerk', 'payment-clerk'],
  ['chengguoqiang', '程国强', 'Cheng Guoqiang', 'agri', 'unit-reviewer'],
  ['sumin', '苏敏', 'Su Min', 'science', 'unit-clerk', 'payment-clerk'],
  ['weilai', '魏来', 'Wei Lai', 'science', 'unit-reviewer'],
  ['lvping', '吕萍', 'Lü Ping', 'housing', 'unit-clerk', 'payment-clerk'],
  ['dinghaoran', '丁浩然', 'Ding Haoran', 'housing', 'unit-reviewer'],
  ['renqiang', '任强', 'Ren Qiang', 'security', 'unit-clerk', 'payment-clerk'],
  ['shenzhigang', '沈志刚', 'Shen Zhigang', 'security', 'unit-reviewer'],
  ['sysadmin', '顾明远', 'Gu Mingyuan', 'it-centre', 'system-administrator', 'system-administrator'],
  ['secadmin', '严守正', 'Yan Shouzheng', 'it-centre', 'section-officer', 'security-administrator'],
  ['auditor', '季清源', 'Ji Qingyuan', 'supervision-section', 'section-officer', 'audit-administrator'],
];

/** Everybody of the demonstration organisation; all have the role `staff`. */
export const people: readonly DemonstrationPerson[] = rows.map(
  ([id, chinese, english, unitId, postId, own]) => ({
    id,
    name: { 'zh-CN': chinese, 'en-US': english },
    unitId,
    postId,
    roles: ['staff', ...(own ? [own] : [])],
  }),
);

/** 三员: they administrate the sso-server, and nobody else does. */
export function isOneOfThree({ roles }: DemonstrationPerson): boolean {
  return roles.some((role) => /^(system|security|audit)-administrator$/.test(role));
}

/** The accounts that npm start and the README name. */
export const namedAccounts: readonly { id: string; what: LocalName }[] = [
  {
    id: 'wangfang',
    what: {
      'zh-CN': '国库支付中心 支付审核岗（主要演示用户）',
      'en-US': 'Treasury Payment Centre, payment reviewer',
    },
  },
  {
    id: 'lina',
    what: { 'zh-CN': '国库支付中心 支付审核岗', 'en-US': 'Treasury Payment Centre, payment reviewer' },
  },
  {
    id: 'chenjing',
    what: { 'zh-CN': '预算科 科长，可发布通知', 'en-US': 'Budget Section chief, publishes notices' },
  },
  { id: 'sunlei', what: { 'zh-CN': '局长', 'en-US': 'Director of the bureau' } },
  { id: 'zhangwei', what: { 'zh-CN': '市教育局 单位经办', 'en-US': 'Education Bureau, payment clerk' } },
  { id: 'liuqiang', what: { 'zh-CN': '市教育局 单位审核', 'en-US': 'Education Bureau, reviewer' } },
  {
    id: 'admin',
    what: { 'zh-CN': '信息中心 门户管理员', 'en-US': 'Information Centre, portal administrator' },
  },
  { id: 'dev', what: { 'zh-CN': '信息中心 开发人员', 'en-US': 'Information Centre, portlet developer' } },
  {
    id: 'panyu',
    what: { 'zh-CN': '信息中心 组件发布审批', 'en-US': 'Information Centre, release approver' },
  },
  { id: 'sysadmin', what: { 'zh-CN': '系统管理员（三员）', 'en-US': 'System administrator' } },
  { id: 'secadmin', what: { 'zh-CN': '安全管理员（三员）', 'en-US': 'Security administrator' } },
  { id: 'auditor', what: { 'zh-CN': '审计管理员（三员）', 'en-US': 'Audit administrator' } },
];
