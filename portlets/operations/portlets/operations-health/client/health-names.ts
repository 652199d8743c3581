import type {
  BreakerAct,
  BreakerState,
  BudgetAction,
  BudgetKind,
  FigureGroup,
  WindowErrorKind,
} from '@yimen/shell-contract';

type Names<T extends string> = Readonly<Record<T, string>>;
type All = {
  readonly group: Names<FigureGroup>;
  readonly breakerState: Names<BreakerState>;
  readonly act: Names<BreakerAct>;
  readonly actMeans: Names<BreakerAct>;
  readonly error: Names<WindowErrorKind>;
  readonly budget: Names<BudgetKind>;
  readonly budgetAction: Names<BudgetAction>;
};

/** What the closed sets of the API are called. */
export const healthNames: Readonly<Record<'zh-CN' | 'en-US', All>> = {
  'zh-CN': {
    group: { portlet: '模块', version: '版本', page: '页面', unit: '单位', hour: '小时' },
    breakerState: { closed: '正常', open: '已熔断', 'half-open': '试用中' },
    act: { close: '关闭熔断', 'hold-open': '保持打开', 'hold-closed': '保持关闭', automatic: '恢复自动' },
    actMeans: {
      close: '新打开的页面重新加载此版本；再次使多人失败时仍会自动熔断。',
      'hold-open': '新打开的页面不再加载此版本，也不会自动试用，直到管理员改变设定。',
      'hold-closed': '新打开的页面照常加载此版本，失败再多也不自动熔断，直到管理员改变设定。',
      automatic: '取消管理员的设定，由门户按加载情况自动熔断和恢复。',
    },
    error: { load: '加载失败', render: '显示出错', code: '代码出错', event: '处理事件出错' },
    budget: {
      load: '代码加载（毫秒）',
      data: '服务应答（毫秒）',
      longTasks: '每分钟长任务（毫秒）',
      events: '每秒事件',
      requests: '每分钟请求',
    },
    budgetAction: { told: '已提示', slowed: '已减速', paused: '已暂停', unmounted: '已停止' },
  },
  'en-US': {
    group: { portlet: 'Module', version: 'Version', page: 'Page', unit: 'Unit', hour: 'Hour' },
    breakerState: { closed: 'Closed', open: 'Open', 'half-open': 'Being tried' },
    act: { close: 'Close', 'hold-open': 'Hold open', 'hold-closed': 'Hold closed', automatic: 'Automatic' },
    actMeans: {
      close:
        'Pages that are opened load this release again; it is held back again if it fails several people.',
      'hold-open':
        'Pages that are opened do not load this release, nor try it, until an administrator says otherwise.',
      'hold-closed':
        'Pages that are opened load this release however often it fails, until an administrator says otherwise.',
      automatic:
        'Takes the administrator’s word away: the portal holds it back and tries it by how it fares.',
    },
    error: {
      load: 'failed to load',
      render: 'failed to render',
      code: 'errors of code',
      event: 'errors with events',
    },
    budget: {
      load: 'Loading code (ms)',
      data: 'Answer of a service (ms)',
      longTasks: 'Long tasks a minute (ms)',
      events: 'Events a second',
      requests: 'Requests a minute',
    },
    budgetAction: { told: 'told', slowed: 'slowed', paused: 'paused', unmounted: 'stopped' },
  },
};
