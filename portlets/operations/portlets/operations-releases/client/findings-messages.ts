import type { SameMessages } from '@yimen/portlet-sdk';
import type { ShownFinding } from '@yimen/shell-contract';

type Severity = ShownFinding['severity'];

const severities: Readonly<Record<'zh-CN' | 'en-US', Readonly<Record<Severity, string>>>> = {
  'zh-CN': { breaks: '有影响', warns: '请留意', info: '说明' },
  'en-US': { breaks: 'breaks', warns: 'warning', info: 'note' },
};

const zh = {
  title: '对现有页面和模块的影响',
  nothing: (at: string) => `${at} 比对：对现有页面和模块没有影响`,
  comparedAt: (at: string) => `比对时间 ${at}`,
  severity: (key: Severity) => severities['zh-CN'][key],
  accept: (count: number) => `我已了解该版本的 ${count} 项影响，仍要继续`,
  acceptNeeded: '请先确认了解这些影响',
};

const en: SameMessages<typeof zh> = {
  title: 'What it changes for pages and portlets',
  nothing: (at: string) => `Compared ${at}: nothing changes for pages and portlets`,
  comparedAt: (at: string) => `Compared ${at}`,
  severity: (key: Severity) => severities['en-US'][key],
  accept: (count: number) => `I know the ${count} things that this release breaks, and it goes on`,
  acceptNeeded: 'Please confirm that you know them',
};

/** Texts about what a release changes. */
export const findingsMessages = { 'zh-CN': zh, 'en-US': en };
