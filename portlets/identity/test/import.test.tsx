// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImportBatch } from '../contract/index.ts';
import { portlet } from '../portlets/identity-people/client/index.tsx';
import { bePatient } from './be-patient.ts';
import { showPeople } from './people-scene.tsx';

beforeAll(async () => {
  standInForLayout();
  bePatient();
  await portlet.modes.view();
});
afterEach(cleanup);

const batch = (overrides: Partial<ImportBatch> = {}): ImportBatch => ({
  id: 'b-1',
  kind: 'people',
  fileName: '人员.csv',
  state: 'checked',
  rows: 1200,
  mistakeCount: 0,
  counts: { created: 1000, changed: 150, unchanged: 50, withRoles: 0 },
  ...overrides,
});

async function choose(file: File): Promise<void> {
  fireEvent.change(await screen.findByLabelText('选择文件', { selector: 'input' }), {
    target: { files: [file] },
  });
  fireEvent.click(screen.getByRole('button', { name: '试运行' }));
}

const people = new File(['用户名,姓名\n'], '人员.csv', { type: 'application/vnd.ms-excel' });

describe('the import', () => {
  it('lists every mistake and offers no import', async () => {
    const rejected = batch({ state: 'rejected', mistakeCount: 1 });
    const reason = { 'zh-CN': '邮箱地址格式不正确', 'en-US': 'not an e-mail address' };
    const view = await showPeople({
      renderParameters: { task: 'import' },
      resources: {
        import: rejected,
        mistakes: { mistakes: [{ line: 3, column: '邮箱', code: 'invalid', reason }], cursor: null },
      },
      onAction: () => rejected,
    });
    await choose(people);
    const table = within(await screen.findByRole('table'));
    expect(await table.findByText('邮箱地址格式不正确')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('有错误，不能导入');
    expect(screen.queryByRole('button', { name: '导入' })).toBeNull();
    const [upload] = view.sent;
    expect(upload).toMatchObject({
      method: 'POST',
      path: '/api/admin/imports',
      query: { kind: 'people', fileName: '人员.csv' },
    });
    expect(upload?.body instanceof Blob && upload.body.type).toBe('text/csv');
  });

  it('commits a file without mistakes and follows it until it is done', async () => {
    const view = await showPeople({
      renderParameters: { task: 'import' },
      resources: { import: batch() },
      onAction: ({ path }) => (path.endsWith('/commit') ? batch({ state: 'committing' }) : batch()),
    });
    await choose(people);
    expect(await screen.findByText('共 1,200 行：新增 1,000，修改 150，不变 50')).toBeTruthy();
    view.answer('import', batch({ state: 'committing' }));
    fireEvent.click(screen.getByRole('button', { name: '导入' }));
    expect(await screen.findByText('正在导入…')).toBeTruthy();
    view.answer('import', batch({ state: 'committed' }));
    expect(await screen.findByText('已导入')).toBeTruthy();
    expect(view.sent.at(-1)).toMatchObject({ path: '/api/admin/imports/b-1/commit', body: {} });
  });

  it('says beforehand that roles need another administrator', async () => {
    const withRoles = batch({ counts: { created: 1, changed: 0, unchanged: 0, withRoles: 1 } });
    await showPeople({
      renderParameters: { task: 'import' },
      resources: { import: withRoles },
      onAction: () => withRoles,
    });
    await choose(people);
    expect(await screen.findByText(/1 人涉及角色或管理员账号，须另一位管理员审批/)).toBeTruthy();
  });
});
