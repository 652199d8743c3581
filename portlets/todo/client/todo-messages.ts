/** Texts of the to-do portlet. */
export const todoMessages = {
  'zh-CN': {
    open: '待办',
    done: '已办',
    overdue: (count: number) => `${count} 件已超期`,
    noOpen: '暂无待办数据',
    noDone: '暂无已办数据',
    due: (day: string) => `限办 ${day}`,
    late: (day: string) => `已超期 ${day}`,
    unreachable: '业务系统地址暂时未知，请稍后再试',
    pages: '待办分页',
    states: '待办或已办',
  },
  'en-US': {
    open: 'To do',
    done: 'Done',
    overdue: (count: number) => `${count} overdue`,
    noOpen: 'Nothing to do',
    noDone: 'Nothing done yet',
    due: (day: string) => `Due ${day}`,
    late: (day: string) => `Overdue since ${day}`,
    unreachable: 'The address of the business system is not known just now. Please try again later.',
    pages: 'Pages of to-dos',
    states: 'To do or done',
  },
};
