import type { NoticeCategory } from '../contract/index.ts';
import { closingSchedule, trainingReply } from './files.ts';

/** A demonstration notice before its dates are known. */
export type NoticeEntry = {
  id: string;
  daysAgo: number;
  time: string;
  title: string;
  number?: string;
  category: NoticeCategory;
  from: Issuer;
  /** As `parseBody` reads it. */
  text: string;
  isPinned?: boolean;
  unitIds?: string[];
  validForDays?: number;
  files?: { name: string; content: string }[];
};

export const issuers = {
  treasury: { unitId: 'treasury-section', unitName: '示范市财政局国库科', author: '胡国庆' },
  budget: { unitId: 'budget-section', unitName: '示范市财政局预算科', author: '陈静' },
  payment: { unitId: 'payment-centre', unitName: '示范市财政局国库支付中心', author: '高海燕' },
  office: { unitId: 'office', unitName: '示范市财政局办公室', author: '黄志强' },
  supervision: { unitId: 'supervision-section', unitName: '示范市财政局监督检查局', author: '萧正明' },
  it: { unitId: 'it-centre', unitName: '示范市财政局信息中心', author: '赵敏' },
} as const;
export type Issuer = keyof typeof issuers;

// 演示数据: notices as a bureau writes them; every one is invented.
export const noticeEntries = (year: number): NoticeEntry[] => [
  {
    id: 'demo-year-end-closing',
    daysAgo: 1,
    time: '09:10',
    title: `关于做好${year}年年终结账工作的通知`,
    number: `示财库〔${year}〕18号`,
    category: 'notice',
    from: 'treasury',
    isPinned: true,
    text: `各预算单位，局内各科室：
为确保${year}年财政收支决算真实、准确、完整，现就年终结账有关事项通知如下。
# 一、清理指标和用款计划
- 追加、调整的指标须于12月20日前下达，逾期不再办理。
- 各单位应于12月23日前完成用款计划申报，并与指标余额核对一致。
# 二、办理支付
- 支付申请最迟于12月26日17:00前送审，国库支付中心12月29日12:00停止审核。
- 被退回的支付申请应当及时修改后重新送审，确需撤销的请在系统中办理。
# 三、对账和清算
国库支付中心会同代理银行于12月31日16:00前完成全部清算，各单位应逐笔核对零余额账户。`,
    files: [closingSchedule(year)],
  },
  {
    id: 'demo-budget-training',
    daysAgo: 2,
    time: '15:30',
    title: `关于举办${year + 1}年部门预算编制培训的通知`,
    number: `示财预〔${year}〕41号`,
    category: 'notice',
    from: 'budget',
    text: `各预算单位：
为做好${year + 1}年部门预算编制工作，定于下周举办培训，每单位2人参加。
# 培训内容
- 支出功能分类科目和部门预算经济分类科目的使用。
- 项目库申报、绩效目标填报和政府采购预算编制。
- 预算管理一体化系统操作演示。
# 报名方式
请填写附件回执，于本周五前报预算科。`,
    files: [trainingReply(year)],
  },
  {
    id: 'demo-system-maintenance',
    daysAgo: 1,
    time: '08:40',
    title: '关于本周六业务系统停机维护的公告',
    category: 'announcement',
    from: 'it',
    text: `各位用户：
信息中心定于本周六8:00至12:00对预算执行、支付申请系统进行停机维护，维护期间无法登录。
请提前保存正在办理的业务。维护中有疑问请与信息中心联系。`,
    validForDays: 14,
  },
  {
    id: 'demo-payment-progress',
    daysAgo: 3,
    time: '10:20',
    title: '关于加快部门预算支出执行进度的通知',
    number: `示财库〔${year}〕17号`,
    category: 'notice',
    from: 'treasury',
    text: `各预算单位：
截至上月末，部分单位支出执行进度低于序时进度。请对照预算指标逐项分析原因，制定支出计划。
- 执行进度低于序时进度10个百分点以上的单位，应当书面说明原因。
- 直达资金应当优先支付，不得滞留。
- 严禁以拨代支、虚列支出。`,
  },
  {
    id: 'demo-payment-attachments',
    daysAgo: 4,
    time: '16:05',
    title: '关于规范支付申请附件资料的通知',
    number: `示财支付〔${year}〕9号`,
    category: 'notice',
    from: 'payment',
    text: `各预算单位：
近期因附件不全被退回的支付申请较多，现将要求重申如下。
- 政府采购项目须附合同和验收单。
- 工程款支付须附合同、进度证明和发票。
- 收款人名称、账号、开户行须与合同一致。
附件齐全的支付申请，国库支付中心在一个工作日内完成审核。`,
  },
  {
    id: 'demo-public-travel',
    daysAgo: 6,
    time: '09:45',
    title: '关于重申差旅费、会议费、培训费管理要求的通知',
    number: `示财行〔${year}〕23号`,
    category: 'policy',
    from: 'budget',
    text: `各预算单位：
根据厉行节约反对浪费的有关规定，重申如下要求。
- 差旅费按规定的地区标准报销，超支部分自理。
- 会议、培训实行计划管理，无计划不列支。
- 三公经费支出不得超过年初预算。`,
  },
  {
    id: 'demo-monitoring-rules',
    daysAgo: 8,
    time: '11:15',
    title: '关于调整预算执行动态监控规则的通知',
    number: `示财监〔${year}〕6号`,
    category: 'notice',
    from: 'supervision',
    text: `各预算单位：
自下月1日起，动态监控新增以下规则。
- 同一收款人当日累计支付达到限额的，预警并须上传附件。
- 向本单位实有资金账户转账的，一律拦截。
- 公务卡可以结算而提取现金的，预警。
收到预警的单位应当在三个工作日内说明情况。`,
  },
  {
    id: 'demo-edu-inspection',
    daysAgo: 9,
    time: '14:25',
    title: '关于开展教育专项资金使用情况检查的通知',
    number: `示财监〔${year}〕5号`,
    category: 'notice',
    from: 'supervision',
    unitIds: ['edu', 'education-section', 'supervision-section', 'payment-centre'],
    text: `市教育局：
为加强教育专项资金管理，定于下月对义务教育经费保障和校舍维修资金的使用情况进行检查。
请准备项目批复、合同、支付凭证和绩效自评资料。`,
  },
  {
    id: 'demo-asset-inventory',
    daysAgo: 12,
    time: '10:00',
    title: '关于开展行政事业单位国有资产年度盘点的通知',
    number: `示财资〔${year}〕12号`,
    category: 'notice',
    from: 'office',
    text: `各预算单位，局内各科室：
请于本月底前完成固定资产盘点，做到账账相符、账卡相符、账实相符。
- 盘盈、盘亏资产应当查明原因，按规定程序处理。
- 处置资产须履行审批手续，处置收入及时上缴国库。`,
  },
  {
    id: 'demo-duty-roster',
    daysAgo: 13,
    time: '17:20',
    title: '关于做好节假日值班工作的通知',
    category: 'notice',
    from: 'office',
    unitIds: ['bureau'],
    text: `局内各科室：
节假日期间实行24小时值班和领导带班制度，值班人员不得擅自离岗。
遇有紧急情况，请第一时间报告带班领导和办公室。`,
  },
  {
    id: 'demo-performance',
    daysAgo: 16,
    time: '09:30',
    title: `关于报送${year}年项目支出绩效自评材料的通知`,
    number: `示财绩〔${year}〕7号`,
    category: 'notice',
    from: 'budget',
    text: `各预算单位：
请对照年初绩效目标，对全部项目支出开展绩效自评，填写指标值、完成值和得分。
自评结果将作为安排下一年度预算的依据。`,
  },
  {
    id: 'demo-portal-guide',
    daysAgo: 20,
    time: '15:00',
    title: '一门门户操作指南',
    category: 'download',
    from: 'it',
    text: `各位用户：
一门门户已经上线，一次登录即可进入各业务系统。
# 常用操作
- 在「待办事项」中直接打开需要办理的业务。
- 用「调整布局」移动窗口、改变大小，用「添加模块」增加窗口，用「恢复默认」还原。
- 办理完毕请点击右上角「退出登录」，同时退出所有业务系统。`,
  },
];
