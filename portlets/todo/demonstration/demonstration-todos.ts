import type { TodoPush } from '../contract/index.ts';

/** A to-do of the demonstration profile, pushed in the name of `system`. */
export type DemonstrationTodo = {
  system: string;
  externalId: string;
  push: TodoPush;
  /** Finished at once: for 已办. */
  done?: { by: string; result: string };
};

const day = 86_400_000;

/**
 * To-dos that no demonstration system makes by itself (演示数据): the budget system's, relative to `now`.
 * The payment system pushes its own.
 */
export function demonstrationTodos(now: number): DemonstrationTodo[] {
  const budget = (
    externalId: string,
    fields: Partial<TodoPush> & Pick<TodoPush, 'title' | 'kind'>,
    done?: DemonstrationTodo['done'],
  ): DemonstrationTodo => ({
    system: 'budget',
    externalId: `demonstration-${externalId}`,
    push: {
      step: '填报',
      from: '预算科 陈静',
      subjects: [],
      roles: ['staff'],
      urgency: 'normal',
      link: '/',
      ...fields,
    },
    ...(done && { done }),
  });
  return [
    budget('year-end', {
      title: '核对年末预算指标结余并反馈（演示数据）',
      kind: '预算执行',
      urgency: 'urgent',
      dueAt: now + 3 * day,
    }),
    budget('progress', {
      title: '说明支出进度低于序时进度的原因（演示数据）',
      kind: '预算执行',
      roles: ['payment-clerk', 'payment-reviewer'],
      subjects: [],
      urgency: 'expedited',
      dueAt: now + day,
    }),
    budget('leader', {
      title: '审阅 10 月预算执行分析报告（演示数据）',
      kind: '预算执行',
      step: '审阅',
      roles: ['leader'],
      subjects: [],
      urgency: 'extra-urgent',
      dueAt: now + day,
    }),
    budget(
      'october',
      {
        title: '确认 10 月支付对账单（演示数据）',
        kind: '预算执行',
        step: '确认',
        subjects: ['p-wangfang'],
        roles: [],
      },
      { by: 'p-wangfang', result: '已确认' },
    ),
    budget(
      'september',
      {
        title: '确认 9 月支付对账单（演示数据）',
        kind: '预算执行',
        step: '确认',
        subjects: ['p-wangfang'],
        roles: [],
      },
      { by: 'p-wangfang', result: '已确认' },
    ),
  ];
}
