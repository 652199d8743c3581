import type { Locale } from '@yimen/portlet-sdk';

const chinese = {
  title: (title: string) => `发生了什么 ${title}`,
  hint: '联系信息中心或模块厂商时，请复制这些信息。查询编号可以在门户和服务的日志里找到同一次请求。',
  copy: '复制全部信息',
  copied: '已复制',
  copyFailed: '浏览器不允许复制，请手工选择文字',
  lastProblem: '最近的错误',
  noProblem: '没有错误',
  facts: '版本',
  portlet: '模块',
  needs: '使用的公共组件',
  shared: (name: string, wanted: string, present: string) => `${name} ${present}（需要 ${wanted}）`,
  phases: '加载过程',
  noPhases: '尚未开始加载',
  phase: {
    requested: '请求代码',
    loaded: '代码就绪',
    mounted: '显示',
    data: '数据就绪',
  },
  requests: '数据请求',
  noRequests: '没有数据请求',
  columns: { time: '时间', request: '请求', result: '结果', took: '耗时', requestId: '查询编号' },
  ok: '成功',
  log: '运行记录',
};

type DiagnosisTexts = typeof chinese;

const english: DiagnosisTexts = {
  title: (title) => `What happened in ${title}`,
  hint: 'Copy this when you ask the help desk or the vendor. The request id finds the same request in the logs of the portal and of the service.',
  copy: 'Copy everything',
  copied: 'Copied',
  copyFailed: 'The browser does not allow copying: please select the text',
  lastProblem: 'Last problem',
  noProblem: 'No problem',
  facts: 'Versions',
  portlet: 'Portlet',
  needs: 'Shared packages',
  shared: (name, wanted, present) => `${name} ${present} (needs ${wanted})`,
  phases: 'Loading',
  noPhases: 'Loading has not begun',
  phase: {
    requested: 'Code requested',
    loaded: 'Code loaded',
    mounted: 'On the screen',
    data: 'Data complete',
  },
  requests: 'Requests for data',
  noRequests: 'No requests for data',
  columns: {
    time: 'Time',
    request: 'Request',
    result: 'Result',
    took: 'Took',
    requestId: 'Request id',
  },
  ok: 'OK',
  log: 'Log',
};

/** Texts of the panel «what happened»; with the dialogs' chunk, since few people ever open it. */
export const diagnosisTexts: Readonly<Record<Locale, DiagnosisTexts>> = {
  'zh-CN': chinese,
  'en-US': english,
};
