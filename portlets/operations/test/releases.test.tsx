// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react';
import { useLocale } from '@yimen/portlet-sdk';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import type { OperatedPortletDetail, ReleaseDetail, ReleaseTrail, ShownFinding } from '@yimen/shell-contract';
import { UiProvider } from '@yimen/ui';
import { standInForLayout } from '@yimen/ui/testing';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/operations-releases/client/index.tsx';

beforeAll(async () => {
  standInForLayout();
  configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? 'not found') });
  await portlet.modes.view();
});
afterEach(cleanup);

function InShell({ children }: { readonly children: ReactNode }): ReactNode {
  return <UiProvider locale={useLocale()}>{children}</UiProvider>;
}

const release = (overrides: Partial<ReleaseDetail> = {}): ReleaseDetail => ({
  version: '1.1.0',
  state: 'tested',
  isCurrent: false,
  publishedAt: Date.UTC(2026, 10, 24, 3),
  publishedBy: 'vendor',
  manifestSha384: 'A'.repeat(64),
  signature: null,
  withheld: null,
  codeAt: null,
  facts: { bytes: 20_480, loadP95Ms: 180, errorRate: null },
  notes: { 'zh-CN': '新增查询', 'en-US': 'Adds search' },
  screenshots: [],
  rollout: null,
  comparison: null,
  report: {
    isPassed: false,
    kitVersion: '0.1.0',
    uploadedAt: 0,
    uploadedBy: 'vendor',
    passed: 30,
    failed: 1,
    skipped: 2,
    failures: [{ id: 'R40', title: '其他窗口可用', outcome: 'failed', detail: 'threw' }],
  },
  steps: [
    { to: 'approved', needsReason: false, refusal: null },
    { to: 'draft', needsReason: true, refusal: null },
    { to: 'retired', needsReason: true, refusal: 'permission' },
  ],
  ...overrides,
});

const line = {
  name: 'clock',
  title: { 'zh-CN': '时钟', 'en-US': 'Clock' },
  publisher: 'vendor',
  policy: 'staged' as const,
  liveVersion: null,
  waiting: 1,
  inMaintenance: false,
};
const detail = (overrides: Partial<OperatedPortletDetail> = {}): OperatedPortletDetail => ({
  ...line,
  description: { 'zh-CN': '显示时间', 'en-US': 'Shows the time' },
  policyFrom: 'portal',
  releases: [release()],
  maintenance: [],
  ...overrides,
});
const trail: ReleaseTrail = {
  acts: [
    {
      id: 'a',
      at: 0,
      act: 'step',
      portlet: 'clock',
      version: '1.1.0',
      from: 'draft',
      to: 'tested',
      actor: { kind: 'person', id: 'p-dev', name: '周涛' },
      reason: null,
      detail: null,
    },
  ],
  cursor: null,
};

type Options = Parameters<typeof renderPortlet>[1];
const show = (o: Options & { answers?: object } = {}): Promise<RenderedPortlet> =>
  renderPortlet(portlet, {
    wrapper: InShell,
    user: { sub: 'p-panyu', roles: ['staff', 'release-approver'] },
    ...o,
    resources: {
      ...{ portlets: [line], portlet: detail(), trail, proposals: [], publishers: [] },
      ...o.answers,
    } as never,
  });
const opened = { renderParameters: { portlet: 'clock' } };

describe('operations-releases', () => {
  it('lists modules, opens one, and says when there is none or the portal does not answer', async () => {
    const view = await show();
    expect(await screen.findByRole('row', { name: /时钟.*未上线.*1.*vendor.*逐级审批/ })).toBeTruthy();
    view.unmount();
    const empty = await show({ answers: { portlets: [] } });
    expect(await screen.findByText('还没有发布过模块')).toBeTruthy();
    empty.unmount();
    const failing = await show({ answers: { portlets: problem('service-unavailable') } });
    expect(await screen.findByRole('alert')).toBeTruthy();
    failing.answer('portlets', [line] as never);
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByRole('row', { name: /时钟/ })).toBeTruthy();
  });

  it('shows a release with its facts, failed cases and trail, in both languages', async () => {
    const view = await show(opened);
    const card = within(await screen.findByRole('region', { name: '1.1.0' }));
    expect(
      card.getByText(/vendor 于 2026-11-24 11:00 发布 · 大小 20 KB · 加载 P95 180 ms · 未签名/),
    ).toBeTruthy();
    expect(card.getByText('R40 其他窗口可用: threw')).toBeTruthy();
    expect(await screen.findByText(/变更状态 · 1\.1\.0 · 草稿 → 已检测 · 周涛/)).toBeTruthy();
    view.setLocale('en-US');
    expect(await screen.findByText(/moved · 1\.1\.0 · Draft → Tested · 周涛/)).toBeTruthy();
    expect(screen.getByText(/Adds search/)).toBeTruthy();
  });

  it('says what a release breaks, and approves it only when that is acknowledged with a reason', async () => {
    const sentence = {
      'zh-CN': '不再提供“edit”模式（3 人）',
      'en-US': 'no longer has the mode "edit" (3 people)',
    };
    const finding: ShownFinding = {
      ...({
        severity: 'breaks',
        kind: 'mode-removed',
        parameters: { mode: 'edit' },
        comparedWith: '1.0.0',
      } as const),
      ...{ pages: [], portlets: [], persons: 3, sentence },
    };
    const broken = release({
      comparison: { comparedAt: Date.UTC(2026, 10, 24, 4), findings: [finding] },
      steps: [{ to: 'approved', needsReason: true, refusal: null, breaks: 1 }],
    });
    const view = await show({
      ...opened,
      answers: { portlet: detail({ releases: [broken] }) },
      onAction: () => detail() as never,
    });
    const list = within(await screen.findByRole('list', { name: '对现有页面和模块的影响' }));
    expect(list.getByText('有影响')).toBeTruthy();
    expect(list.getByText(/不再提供“edit”模式（3 人）/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '审批通过' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByRole('textbox', { name: '理由' }), { target: { value: '已通知' } });
    fireEvent.click(dialog.getByRole('button', { name: '审批通过' }));
    expect(await dialog.findByText('请先确认了解这些影响')).toBeTruthy();
    expect(view.sent).toEqual([]);
    fireEvent.click(dialog.getByRole('checkbox', { name: '我已了解该版本的 1 项影响，仍要继续' }));
    fireEvent.click(dialog.getByRole('button', { name: '审批通过' }));
    await expect
      .poll(() => view.sent)
      .toMatchObject([{ body: { from: 'tested', to: 'approved', reason: '已通知', acceptBreaks: true } }]);
    view.setLocale('en-US');
    expect(await screen.findByText(/no longer has the mode "edit" \(3 people\)/)).toBeTruthy();
  });

  it('takes a step from the state that she sees, and offers nothing that is not hers', async () => {
    const view = await show({ ...opened, onAction: () => detail() as never });
    fireEvent.click(await screen.findByRole('button', { name: '审批通过' }));
    expect(screen.queryByRole('button', { name: '停用' })).toBeNull();
    expect(screen.queryByRole('button', { name: '安排维护' })).toBeNull();
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: '审批通过' }));
    await expect.poll(() => view.notices[0]?.content).toBe('1.1.0 已变为「已审批」');
    expect(view.sent).toMatchObject([
      {
        method: 'POST',
        path: '/api/operations/portlets/clock/releases/1.1.0/transitions',
        body: { from: 'tested', to: 'approved' },
      },
    ]);
  });

  it('asks for a reason to send back, and says so when somebody was quicker', async () => {
    const view = await show({
      ...opened,
      onAction: () => {
        throw problem('conflict');
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: '退回草稿' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: '退回草稿' }));
    expect(await dialog.findByText('请填写理由')).toBeTruthy();
    expect(view.sent).toEqual([]);
    fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '截图不清楚' } });
    fireEvent.click(dialog.getByRole('button', { name: '退回草稿' }));
    expect(await dialog.findByText(/状态已被他人改变/)).toBeTruthy();
  });

  it('says why a step is not possible', async () => {
    const steps = [{ to: 'approved' as const, needsReason: false, refusal: 'same-person' as const }];
    await show({ ...opened, answers: { portlet: detail({ releases: [release({ steps })] }) } });
    const button = await screen.findByRole('button', { name: '审批通过' });
    expect((button as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByText('须由另一人办理')).toBeTruthy();
  });

  it('plans maintenance with a text in both languages', async () => {
    const view = await show({
      ...opened,
      user: { sub: 'p-admin', roles: ['staff', 'administrator'] },
      onAction: () => detail() as never,
    });
    fireEvent.click(await screen.findByRole('button', { name: '安排维护' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: '安排维护' }));
    expect((await dialog.findAllByText('此项必填')).length).toBe(2);
    fireEvent.change(dialog.getByLabelText('说明（中文）'), { target: { value: '升级' } });
    fireEvent.change(dialog.getByLabelText('说明（英文）'), { target: { value: 'Upgrade' } });
    fireEvent.click(dialog.getByRole('button', { name: '安排维护' }));
    await expect.poll(() => view.notices[0]?.content).toBe('维护时段已安排');
    expect(view.sent).toMatchObject([
      {
        path: '/api/operations/portlets/clock/maintenance',
        body: { version: null, text: { 'en-US': 'Upgrade' } },
      },
    ]);
  });

  const operator = { sub: 'p-admin', roles: ['staff', 'administrator'] };
  const directory = {
    units: [{ id: 'bureau', parentId: null, name: { 'zh-CN': '市财政局', 'en-US': 'Bureau' } }],
    posts: [],
    roles: [],
  };

  it('sets the rings of a canary, and shows them with their names', async () => {
    const rollout = {
      rings: { units: ['bureau'], roles: [], percent: 5 },
      budget: { errorRate: 0.1, requestFailureRate: 0.5, loadP95: null, minimumLoads: 20 },
      updatedAt: 0,
      updatedBy: 'p-admin',
    };
    const canary = detail({ releases: [release({ state: 'canary', rollout })] });
    const view = await show({
      ...opened,
      user: operator,
      onAction: () => canary as never,
      answers: { portlet: canary, directory },
    });
    const card = within(await screen.findByRole('region', { name: '1.1.0' }));
    expect(await card.findByText(/单位：市财政局 · 全体人员的 5% · 加载失败率超过 10%/)).toBeTruthy();
    fireEvent.click(card.getByRole('button', { name: '设置灰度范围 1.1.0' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('全体人员的百分比'), { target: { value: '20' } });
    fireEvent.click(dialog.getByRole('button', { name: '保存' }));
    await expect.poll(() => view.notices[0]?.content).toBe('灰度范围已保存');
    expect(view.sent).toMatchObject([
      {
        method: 'PUT',
        path: '/api/operations/portlets/clock/releases/1.1.0/rollout',
        body: { rings: { units: ['bureau'], roles: [], percent: 20 }, budget: { errorRate: 0.1 } },
      },
    ]);
  });

  it('goes back with a reason, says to what, and offers it only where there is something to go back to', async () => {
    const live = (version: string) => release({ version, state: 'live', isCurrent: version === '1.1.0' });
    const two = detail({ liveVersion: '1.1.0', releases: [live('1.1.0'), live('1.0.0')] });
    const view = await show({
      ...opened,
      user: operator,
      onAction: () => two as never,
      answers: { portlet: two, directory },
    });
    fireEvent.click(await screen.findByRole('button', { name: '回退版本' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('停用 1.1.0，所有人改用 1.0.0。')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: '回退版本' }));
    expect(await dialog.findByText('请填写理由')).toBeTruthy();
    fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '打不开' } });
    fireEvent.click(dialog.getByRole('button', { name: '回退版本' }));
    await expect
      .poll(() => view.sent[0])
      .toMatchObject({
        method: 'POST',
        path: '/api/operations/portlets/clock/rollback',
        body: { reason: '打不开' },
      });
    view.unmount();
    const one = detail({ liveVersion: '1.0.0', releases: [live('1.0.0')] });
    await show({ ...opened, user: operator, answers: { portlet: one, directory } });
    await screen.findByRole('region', { name: '1.0.0' });
    expect(screen.queryByRole('button', { name: '回退版本' })).toBeNull();
  });
});
