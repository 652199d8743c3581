// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useLocale } from '@yimen/portlet-sdk';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import type { Breaker, FigureLine, IntegrityReport, NamedFigureReport } from '@yimen/shell-contract';
import { UiProvider } from '@yimen/ui';
import { standInForLayout } from '@yimen/ui/testing';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/operations-health/client/index.tsx';

beforeAll(async () => {
  standInForLayout();
  configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? 'not found') });
  await portlet.modes.view();
});
afterEach(cleanup);

function InShell({ children }: { readonly children: ReactNode }): ReactNode {
  return <UiProvider locale={useLocale()}>{children}</UiProvider>;
}

const line = (overrides: Partial<FigureLine>): FigureLine => ({
  ...{ loads: 10, failedLoads: 0, errorRate: 0, errors: { load: 0, render: 0, code: 0, event: 0 } },
  ...{ loadP50: 80, loadP95: 1_200, mountedP50: 90, mountedP95: 1_300, dataP50: null, dataP95: null },
  ...{ requests: 1_234, requestBytes: 0, requestFailures: 3, eventsPublished: 0, eventsHeard: 0 },
  ...{ longTasks: 2, longTaskMilliseconds: 300, longTaskP95: 210 },
  ...overrides,
});
const names = { portlets: { clock: { 'zh-CN': '时钟', 'en-US': 'Clock' } }, pages: {}, units: {} };
const report = (lines: FigureLine[]): NamedFigureReport => ({ from: 0, to: 3_600_000, lines, names });
const figures = report([
  line({ portlet: 'clock' }),
  line({ portlet: 'gone', errorRate: 0.5, failedLoads: 5 }),
]);
const breaker: Breaker = {
  ...({
    portlet: 'clock',
    version: '1.0.0',
    state: 'open',
    hold: null,
    openedAt: 0,
    retryAt: 60_000,
  } as const),
  ...{ failedPeople: 3, people: 4, errors: { render: 5 }, changedAt: 0, changedBy: null },
};
const integrity: IntegrityReport = {
  ...{ id: 'a', reportedAt: 0, portlet: 'clock', version: '1.0.0', path: 'remoteEntry.js' },
  ...{ expected: 'sha384-a', actual: null, origin: null, source: 'browser' },
};
const limits = { portlet: 'clock', limits: { events: 5 }, changedAt: 0, changedBy: 'p-admin' };
const notice = {
  ...{ portlet: 'clock', version: '1.0.0', kind: 'events', action: 'slowed', hour: 0, count: 7 },
  ...{ used: 300, limit: 100, lastAt: 0 },
};

type Options = Parameters<typeof renderPortlet>[1];
const show = (o: Options & { answers?: object } = {}): Promise<RenderedPortlet> =>
  renderPortlet(portlet, {
    wrapper: InShell,
    user: { sub: 'p-admin', roles: ['staff', 'administrator'] },
    ...o,
    resources: {
      ...{ figures, breakers: [breaker], budgets: [limits], notices: [notice], integrity: [integrity] },
      ...o.answers,
    } as never,
  });
const showing = (what: string) => ({ renderParameters: { show: what } });

describe('operations-health', () => {
  it('shows figures of modules, those that fail most first, and opens the versions of one', async () => {
    await show();
    const rows = await screen.findAllByRole('row', { name: /时钟|gone/ });
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining('gone1050.0%（5）80 / 1,20090 / 1,300— / —1,2343'),
      expect.stringContaining('时钟100.0%'),
    ]);
    expect(rows[0]?.textContent).toContain('2 次，共 300，P95 210');
    fireEvent.keyDown(rows[1] as HTMLElement, { key: 'Enter' });
    expect(await screen.findByText('只看 clock')).toBeTruthy();
    expect(await screen.findByRole('columnheader', { name: '版本' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '查看全部模块' }));
    await waitFor(() => expect(screen.queryByText('只看 clock')).toBeNull());
  });

  it('shows figures by unit, also of people without one, and by pages that are gone', async () => {
    const lines = [line({ unit: null, page: 'left' }), line({ unit: 'edu', page: 'left' })];
    const answers = {
      figures: {
        ...report(lines),
        names: { ...names, units: { edu: { 'zh-CN': '教育局', 'en-US': 'Education' } } },
      },
    };
    const view = await show({ renderParameters: { by: 'unit' }, answers });
    expect(await screen.findByRole('row', { name: /教育局/ })).toBeTruthy();
    expect(screen.getByRole('row', { name: /（无单位）/ })).toBeTruthy();
    view.setRenderParameters({ by: 'page' });
    expect((await screen.findAllByRole('row', { name: /left/ })).length).toBeGreaterThan(0);
    view.setRenderParameters({ by: 'unit' });
    view.setLocale('en-US');
    expect(await screen.findByRole('row', { name: /Education/ })).toBeTruthy();
  });

  it('says when there is nothing, and when the portal does not answer', async () => {
    const empty = await show({ answers: { figures: report([]), breakers: [], integrity: [] } });
    expect(await screen.findByText('这段时间没有运行数据')).toBeTruthy();
    empty.setRenderParameters({ show: 'breakers' });
    expect(await screen.findByText('没有熔断过的版本')).toBeTruthy();
    empty.setRenderParameters({ show: 'integrity' });
    expect(await screen.findByText('没有完整性报告，文件均与发布时一致')).toBeTruthy();
    empty.unmount();
    const failing = await show({
      ...showing('breakers'),
      answers: { breakers: problem('service-unavailable') },
    });
    expect(await screen.findByRole('alert')).toBeTruthy();
    failing.answer('breakers', [breaker] as never);
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText(/clock 1\.0\.0/)).toBeTruthy();
  });

  it('closes a breaker after saying what that means', async () => {
    const closed = { ...breaker, state: 'closed', failedPeople: 0, people: 0, errors: {} };
    let isDown = true;
    const onAction = () => {
      if (isDown) throw problem('service-unavailable');
      return closed;
    };
    const view = await show({ ...showing('breakers'), onAction });
    expect(await screen.findByText(/4 人加载，3 人失败 · 显示出错 5 次/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '关闭熔断 clock 1.0.0' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/再次使多人失败时仍会自动熔断/)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: '关闭熔断' }));
    expect(await dialog.findByRole('alert')).toBeTruthy();
    isDown = false;
    view.answer('breakers', [closed] as never);
    // Its icon of progress fades away after it.
    fireEvent.click(dialog.getByRole('button', { name: /关闭熔断$/ }));
    expect(await screen.findByText('正常')).toBeTruthy();
    expect(view.sent.at(-1)).toMatchObject({
      ...{ method: 'POST', path: '/api/operations/breakers/clock/1.0.0', body: { act: 'close' } },
    });
  });

  it('sets the limits of a module, and shows who went over its budget', async () => {
    const view = await show({ ...showing('budgets'), onAction: () => limits });
    expect(await screen.findByText(/每秒事件 5 · .*由 p-admin 更改/)).toBeTruthy();
    expect(
      await screen.findByRole('row', { name: /clock.*1\.0\.0.*每秒事件.*已减速.*300.*100.*7/ }),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '修改 clock' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('每秒事件'), { target: { value: '8' } });
    fireEvent.click(dialog.getByRole('button', { name: '保存' }));
    await waitFor(() => expect(view.sent.at(-1)).toMatchObject({ method: 'PUT', body: { events: 8 } }));
  });

  it('offers nothing to change to those who may only look', async () => {
    const view = await show({ ...showing('breakers'), user: { sub: 'p-dev', roles: ['portlet-developer'] } });
    expect(await screen.findByText(/clock 1\.0\.0/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /熔断|保持/ })).toBeNull();
    view.setRenderParameters({ show: 'budgets' });
    expect(await screen.findByText(/每秒事件 5/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /上限|修改/ })).toBeNull();
    view.setRenderParameters({ show: 'integrity' });
    expect(
      await screen.findByRole('row', { name: /remoteEntry\.js.*用户浏览器.*本门户.*无法读取/ }),
    ).toBeTruthy();
  });
});
