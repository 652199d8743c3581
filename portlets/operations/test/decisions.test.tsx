// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react';
import { useLocale } from '@yimen/portlet-sdk';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import type { OperatedPortletDetail, OperatedPublisher, Proposal } from '@yimen/shell-contract';
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

const line = {
  ...{ name: 'clock', title: { 'zh-CN': '时钟', 'en-US': 'Clock' }, publisher: 'vendor' },
  ...{ policy: 'staged' as const, liveVersion: null, waiting: 0, inMaintenance: false },
};
const detail: OperatedPortletDetail = {
  ...line,
  ...{ description: { 'zh-CN': '显示时间', 'en-US': 'Shows the time' }, policyFrom: 'portal' },
  ...{ releases: [], maintenance: [] },
};
const proposal: Proposal = {
  id: 'p1',
  change: { kind: 'release-policy', of: 'publisher', name: 'vendor', policy: 'auto-live' },
  proposedBy: { kind: 'person', id: 'p-admin', name: '赵敏' },
  ...{ proposedAt: Date.UTC(2026, 10, 24, 3), lapsesAt: Date.UTC(2026, 11, 8, 3), reason: '试点单位' },
};
const people = {
  ...proposal,
  id: 'p2',
  change: {
    ...{ kind: 'publisher-policy' as const, publisher: 'vendor', signatureRequired: false },
    people: [{ sub: 'p-admin', name: '赵敏' }],
  },
};
const publisher: OperatedPublisher = {
  ...{ publisher: 'vendor', signatureRequired: null, mustSign: true, codeOrigins: [], keys: [] },
  people: [{ sub: 'p-admin', name: '赵敏' }],
};
const operators = [
  { sub: 'p-admin', username: 'admin', name: { 'zh-CN': '赵敏', 'en-US': 'Zhao Min' } },
  { sub: 'p-panyu', username: 'panyu', name: { 'zh-CN': '潘宇', 'en-US': 'Pan Yu' } },
];

const operator = (sub: string) => ({ sub, roles: ['staff', 'administrator'] });
type Options = Parameters<typeof renderPortlet>[1];
const show = (o: Options & { answers?: object } = {}): Promise<RenderedPortlet> =>
  renderPortlet(portlet, {
    wrapper: InShell,
    user: operator('p-admin2'),
    ...o,
    resources: {
      ...{ portlets: [line], portlet: detail, trail: { acts: [], cursor: null } },
      ...{ proposals: [], publishers: [publisher], operators },
      ...o.answers,
    } as never,
  });
const opened = { renderParameters: { portlet: 'clock' } };

describe('decisions of two administrators in operations-releases', () => {
  it('lets a second administrator confirm what waits, once she has read it', async () => {
    const view = await show({
      answers: { proposals: [proposal, people] },
      onAction: () => undefined as never,
    });
    const section = within(await screen.findByRole('region', { name: '待另一位管理员确认' }));
    expect(section.getByText('发布方 vendor 的发布策略改为：发布即上线')).toBeTruthy();
    expect(section.getByText('发布方 vendor · 不要求签名 · 发布方人员：赵敏')).toBeTruthy();
    expect(section.getAllByText(/赵敏 于 .* 提出 · 理由：试点单位 · .*前有效/)).toHaveLength(2);
    fireEvent.click(section.getAllByRole('button', { name: '确认' })[0] as HTMLElement);
    const dialog = within(await screen.findByRole('dialog'));
    expect(view.sent).toEqual([]);
    expect(dialog.getByText('发布方 vendor 的发布策略改为：发布即上线')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: '确认' }));
    await expect.poll(() => view.notices[0]?.content).toBe('修改已确认并生效');
    expect(view.sent).toMatchObject([{ method: 'POST', path: '/api/operations/proposals/p1/confirm' }]);
  });

  it('offers whoever proposed it to take it back, and approvers to read it, in both languages', async () => {
    const own = await show({
      answers: { proposals: [proposal] },
      user: operator('p-admin'),
      onAction: () => undefined as never,
    });
    const section = within(await screen.findByRole('region', { name: '待另一位管理员确认' }));
    expect(section.queryByRole('button', { name: '确认' })).toBeNull();
    expect(section.getByText(/须由另一位管理员确认$/)).toBeTruthy();
    fireEvent.click(section.getByRole('button', { name: '撤回' }));
    await expect.poll(() => own.notices[0]?.content).toBe('修改已撤回');
    expect(own.sent).toMatchObject([{ path: '/api/operations/proposals/p1/decline' }]);
    own.unmount();
    await show({
      answers: { proposals: [proposal] },
      user: { sub: 'p-panyu', roles: ['release-approver'] },
      locale: 'en-US',
    });
    const english = within(await screen.findByRole('region', { name: 'Waiting for a second administrator' }));
    expect(english.getByText('Policy of the publisher vendor: live at once')).toBeTruthy();
    expect(english.queryAllByRole('button')).toEqual([]);
  });

  it('says that somebody was quicker, and that what waits could not be read', async () => {
    const view = await show({
      answers: { proposals: [proposal] },
      onAction: () => {
        throw problem('conflict', { detail: 'somebody has decided this meanwhile' });
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: '驳回' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    view.unmount();
    await show({ answers: { proposals: problem('service-unavailable') } });
    expect(await screen.findByText('待另一位管理员确认')).toBeTruthy();
    expect(screen.getByRole('row', { name: /时钟/ })).toBeTruthy();
  });

  it('says of a policy that it waits, when it does', async () => {
    const view = await show({ ...opened, onAction: () => proposal as never });
    fireEvent.click(await screen.findByRole('button', { name: '修改 发布策略' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('radio', { name: '发布即上线' }));
    fireEvent.click(dialog.getByRole('button', { name: '确定' }));
    await expect.poll(() => view.notices[0]?.content).toBe('已提交，待另一位管理员确认后生效');
  });

  it('shows who stands for a publisher, and proposes another set of people', async () => {
    const view = await show({ ...opened, onAction: () => people as never });
    expect(await screen.findByText('发布方人员 赵敏')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '修改 发布方人员' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.mouseDown(await dialog.findByRole('combobox'));
    fireEvent.click(await screen.findByTitle('潘宇'));
    fireEvent.click(dialog.getByRole('button', { name: '提交' }));
    await expect.poll(() => view.notices[0]?.content).toBe('已提交，待另一位管理员确认后生效');
    expect(view.sent).toMatchObject([
      {
        method: 'PUT',
        path: '/api/operations/publishers/vendor/policy',
        body: {
          people: [
            { sub: 'p-admin', name: '赵敏' },
            { sub: 'p-panyu', name: '潘宇' },
          ],
        },
      },
    ]);
  });
});
