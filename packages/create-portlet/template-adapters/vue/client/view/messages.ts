/** Every text of the portlet, in both languages of the portal. */
export const messages = {
  'zh-CN': {
    loading: '正在读取…',
    retry: '重试',
    empty: '没有待办事项',
    total: (count: number) => `共 ${count} 件`,
    unit: (id: string) => `预算单位：${id}`,
    allUnits: '查看全部单位',
  },
  'en-US': {
    loading: 'Reading…',
    retry: 'Try again',
    empty: 'Nothing to do',
    total: (count: number) => (count === 1 ? '1 item' : `${count} items`),
    unit: (id: string) => `Budget unit: ${id}`,
    allUnits: 'All units',
  },
};
