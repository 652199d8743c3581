/** Words that columns, statuses and texts of the components are made from. Invented data. */
type Word = readonly [chinese: string, english: string];

export const subjects: readonly Word[] = [
  ['预算指标', 'Budget quotas'],
  ['用款计划', 'Spending plans'],
  ['支付凭证', 'Payment vouchers'],
  ['专项资金', 'Earmarked funds'],
  ['政府采购', 'Procurement'],
  ['资产台账', 'Asset register'],
  ['绩效目标', 'Performance goals'],
  ['公务支出', 'Official spending'],
  ['往来款项', 'Accounts due'],
  ['非税收入', 'Non-tax revenue'],
  ['国库账户', 'Treasury accounts'],
  ['项目储备', 'Project pipeline'],
  ['债券资金', 'Bond proceeds'],
  ['转移支付', 'Transfers'],
  ['会议培训', 'Meetings and training'],
  ['公文流转', 'Documents in circulation'],
];

export const measures: readonly Word[] = [
  ['年初预算', 'Initial budget'],
  ['调整预算', 'Adjusted budget'],
  ['指标金额', 'Quota'],
  ['已支付', 'Paid'],
  ['可用余额', 'Balance'],
  ['冻结金额', 'Frozen'],
  ['上年结转', 'Carried over'],
  ['执行进度', 'Execution rate'],
  ['序时进度', 'Time elapsed'],
  ['同比增减', 'Change on last year'],
  ['经办人', 'Handled by'],
  ['受理日期', 'Received on'],
  ['办结日期', 'Done on'],
  ['科目编码', 'Subject code'],
  ['资金性质', 'Kind of funds'],
  ['来文单位', 'From'],
  ['紧急程度', 'Urgency'],
  ['备注说明', 'Remarks'],
];

export const states: readonly Word[] = [
  ['待送审', 'To be submitted'],
  ['待审核', 'To be reviewed'],
  ['审核中', 'Under review'],
  ['被退回', 'Returned'],
  ['待支付', 'To be paid'],
  ['已支付', 'Paid'],
  ['已撤销', 'Withdrawn'],
  ['已归档', 'Filed'],
  ['逾期未办', 'Overdue'],
  ['已登记', 'Registered'],
];

export const sentences: readonly Word[] = [
  [
    '本表按当前预算年度统计，数据每十五分钟更新一次。',
    'Figures are for the current budget year and renewed every quarter of an hour.',
  ],
  ['点击表头可以排序，点击一行可以查看明细。', 'Click a heading to sort, a row to see its details.'],
  [
    '红色表示执行进度落后于序时进度十个百分点以上。',
    'Red means more than ten points behind the time elapsed.',
  ],
  ['金额单位为元，合计不含已撤销的记录。', 'Amounts are in yuan; totals leave out what was withdrawn.'],
  ['超过规定时限未办理的事项会自动标记为逾期。', 'What is not handled in time is marked as overdue.'],
  ['如数据与账面不符，请与国库支付中心联系。', 'If a figure differs from the books, ask the payment centre.'],
  [
    '系统自动汇总下级单位数据，不需要重复填报。',
    'Figures of lower units are added up; they need not be entered again.',
  ],
  [
    '退回的申请修改以后可以重新送审，原编号不变。',
    'A returned request can be submitted again under its old number.',
  ],
  [
    '年末结余按照规定收回国库或者结转下年使用。',
    'What is left at the end of the year goes back or is carried over.',
  ],
  ['本页显示的全部是演示数据，不代表真实单位。', 'Everything here is invented and stands for no real unit.'],
];
