type File = { name: string; content: string };

const base64 = (text: string) => Buffer.from(text).toString('base64');
// Spreadsheet programs take a CSV file for UTF-8 only when it begins with a byte order mark.
const csv = (rows: string[][]) => base64(`\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`);

/** 年终结账时间安排表. */
export function closingSchedule(year: number): File {
  return {
    name: `${year}年年终结账时间安排表（演示数据）.csv`,
    content: csv([
      ['序号', '事项', '截止时间', '责任单位'],
      ['1', '追加、调整指标下达', `${year}-12-20 17:00`, '预算科、各业务科'],
      ['2', '用款计划申报', `${year}-12-23 17:00`, '各预算单位'],
      ['3', '支付申请送审', `${year}-12-26 17:00`, '各预算单位'],
      ['4', '支付申请审核', `${year}-12-29 12:00`, '国库支付中心'],
      ['5', '与代理银行清算', `${year}-12-31 16:00`, '国库支付中心、代理银行'],
      ['6', '总会计年终转账', `${year}-12-31 24:00`, '国库科'],
    ]),
  };
}

/** 培训报名回执. */
export function trainingReply(year: number): File {
  return {
    name: `${year + 1}年部门预算编制培训报名回执（演示数据）.csv`,
    content: csv([
      ['预算单位', '单位编码', '姓名', '职务', '联系电话', '参加场次'],
      ['', '', '', '', '', ''],
    ]),
  };
}
