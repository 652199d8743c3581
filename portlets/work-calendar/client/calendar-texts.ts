/** Texts of the calendar. */
export const calendarTexts = {
  'zh-CN': {
    previous: '上个月',
    next: '下个月',
    today: '今天',
    weekdays: ['日', '一', '二', '三', '四', '五', '六'],
    month: (year: number, month: number) => `${year}年${month}月`,
    kinds: { holiday: '休', 'made-up': '班' },
    deadline: (date: string, count: number) => `${date} 起第 ${count} 个工作日`,
    days: '工作日数',
    unannounced: '该年放假安排尚未收录，只区分周末。',
    failed: '设置未能保存',
  },
  'en-US': {
    previous: 'Previous month',
    next: 'Next month',
    today: 'Today',
    weekdays: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
    month: (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`,
    kinds: { holiday: 'Off', 'made-up': 'Work' },
    deadline: (date: string, count: number) => `Working day ${count} after ${date}`,
    days: 'Working days',
    unannounced: 'Holidays of this year are not known yet; only weekends are told apart.',
    failed: 'The setting could not be saved',
  },
};
