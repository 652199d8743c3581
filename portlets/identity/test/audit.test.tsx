// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { auditQuery } from '../portlets/identity-audit/client/audit-filter.ts';
import { portlet } from '../portlets/identity-audit/client/index.tsx';
import { auditEvent } from './access-samples.ts';
import { InShell } from './portlet-in-shell.tsx';

beforeAll(async () => {
  standInForLayout();
  configure({ asyncUtilTimeout: 10_000 });
  await portlet.modes.view();
});
afterEach(cleanup);

const replay = auditEvent({ sequence: 70, event: 'token-replayed', outcome: 'failure', severity: 'alert' });
const events = { events: [auditEvent(), replay], cursor: 'older' };
const whole = { ok: true, rows: 71, links: 9, unlinked: 0, head: '9:abc' };
type Options = Parameters<typeof renderPortlet>[1];

function show(options: Options = {}): Promise<RenderedPortlet> {
  return renderPortlet(portlet, {
    wrapper: InShell,
    user: { sub: 'p-auditor', roles: ['staff', 'audit-administrator'] },
    ...options,
    resources: { events: events as never, verification: whole, ...options.resources },
  });
}

describe('identity-audit', () => {
  it('names events in both languages, and marks alerts in words', async () => {
    const view = await show();
    const rows = within(await screen.findByRole('table', { name: '审计记录' }));
    expect(await rows.findByText('管理操作')).toBeTruthy();
    expect(rows.getByText('失败 · 警示')).toBeTruthy();
    view.setLocale('en-US');
    expect(await screen.findByText('Token replayed')).toBeTruthy();
  });

  it('searches by person and pages by cursor', async () => {
    const view = await show();
    fireEvent.change(await screen.findByLabelText('用户名'), { target: { value: ' sysadmin ' } });
    fireEvent.change(screen.getByLabelText('系统标识'), { target: { value: 'portal' } });
    fireEvent.submit(screen.getByLabelText('用户名').closest('form') as HTMLFormElement);
    await expect
      .poll(() => view.reads.at(-1))
      .toBe('/api/admin/audit/events?limit=50&system=portal&username=sysadmin');
    const older = screen.getByRole('button', { name: '下一页' });
    await expect.poll(() => older.hasAttribute('disabled')).toBe(false);
    fireEvent.click(older);
    await expect.poll(() => view.reads.at(-1)).toContain('cursor=older');
  });

  it('narrows days to the bureau’s, the last one inclusive, and tabs to alerts and failures', () => {
    expect(auditQuery({ from: '2026-11-23', to: '2026-11-24' }, 'alerts')).toEqual({
      severity: 'alert',
      from: '2026-11-22T16:00:00.000Z',
      to: '2026-11-24T16:00:00.000Z',
    });
    expect(auditQuery({ username: 'a' }, 'failures')).toEqual({ username: 'a', outcome: 'failure' });
  });

  it('shows before and after of a record in words', async () => {
    await show();
    fireEvent.click(await screen.findByRole('button', { name: '查看详情 71' }));
    const dialog = within(await screen.findByRole('dialog', { name: '审计详情' }));
    const change = within(dialog.getByRole('table', { name: '变更内容' }));
    expect(change.getByText('http://10.8.0.9/old')).toBeTruthy();
    expect(change.getByText('http://10.8.0.9/new')).toBeTruthy();
    expect(dialog.getByText('relying-parties.put')).toBeTruthy();
  });

  it('exports what is shown as CSV and JSONL', async () => {
    await show({ renderParameters: { show: 'alerts' } });
    const link = await screen.findByRole('link', { name: '导出 CSV' });
    expect(link.getAttribute('href')).toBe(
      '/api/portlets/identity-audit/api/admin/audit/export?severity=alert&format=csv',
    );
    expect(screen.getByRole('link', { name: '导出 JSONL' }).getAttribute('href')).toContain('format=jsonl');
  });

  it('verifies the chain when asked, and names the place where it is broken', async () => {
    const view = await show();
    await screen.findByText('管理操作');
    expect(view.reads).not.toContain('/api/admin/audit/verification');
    fireEvent.click(screen.getByRole('button', { name: '校验记录链' }));
    expect(await screen.findByText('记录链完整：已核对 71 条记录、9 个链环')).toBeTruthy();
    view.answer('verification', {
      ...whole,
      ok: false,
      broken: { what: 'changed', row: 12, link: 3 },
    } as never);
    fireEvent.click(screen.getByRole('button', { name: /校验记录链$/ }));
    expect(await screen.findByText('记录链异常：记录被修改（第 12 条，第 3 环）')).toBeTruthy();
  });

  it('says when nothing fits, and lets a failure be tried again', async () => {
    const view = await show({ resources: { events: { events: [], cursor: null } } });
    expect(await screen.findByText('没有符合条件的审计记录')).toBeTruthy();
    view.unmount();
    await show({ resources: { events: problem('service-unavailable') } });
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });
});
