// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/identity-people/client/index.tsx';
import { bePatient } from './be-patient.ts';
import { security, showPeople } from './people-scene.tsx';

beforeAll(async () => {
  standInForLayout();
  bePatient();
  await portlet.modes.view();
});
afterEach(cleanup);

const open = { renderParameters: { task: 'catalogue' } };
const dialog = async () => within(await screen.findByRole('dialog'));
const post = {
  id: 'section-officer',
  name: { 'zh-CN': '科员', 'en-US': 'Section officer' },
  sortOrder: 1,
  revision: 'p-1',
};

describe('posts, roles and groups', () => {
  it('changes a post as it was opened', async () => {
    const view = await showPeople({ ...open, resources: { post }, onAction: () => ({}) });
    fireEvent.click(await screen.findByRole('button', { name: '修改 科员' }));
    // Another dialog than the one that said it was loading.
    const name = await screen.findByRole('textbox', { name: '中文名称' });
    fireEvent.change(name, { target: { value: '一级科员' } });
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    await expect
      .poll(() => view.sent)
      .toMatchObject([
        {
          method: 'PUT',
          path: '/api/admin/posts/section-officer',
          ifMatch: 'p-1',
          body: { name: { 'zh-CN': '一级科员', 'en-US': 'Section officer' }, sortOrder: 1 },
        },
      ]);
  });

  it('says that an id is taken, and that a group still has members', async () => {
    const group = { id: 'g', name: { 'zh-CN': '年终专班', 'en-US': 'Year end' }, description: null };
    await showPeople({
      ...open,
      resources: { groups: { groups: [group] } },
      onAction: ({ method }) => {
        if (method === 'DELETE') throw problem('conflict');
        throw problem('invalid-input', { errors: [{ pointer: '/headers/if-match', detail: 'x' }] });
      },
    });
    fireEvent.click(await screen.findByText('人员组'));
    fireEvent.click(await screen.findByRole('button', { name: '新增' }));
    const form = await dialog();
    fireEvent.change(form.getByRole('textbox', { name: '编号' }), { target: { value: 'g' } });
    fireEvent.change(form.getByRole('textbox', { name: '中文名称' }), { target: { value: '专班' } });
    fireEvent.click(form.getByRole('button', { name: '保存' }));
    expect(await form.findByText('编号已被使用，请换一个')).toBeTruthy();
    fireEvent.click(form.getByRole('button', { name: '取消' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '删除 年终专班' }));
    const asked = await dialog();
    fireEvent.click(asked.getByRole('button', { name: '删除' }));
    expect(await asked.findByText('组内还有成员，不能删除')).toBeTruthy();
  });

  it('lets the security administrator keep roles, and only see the rest', async () => {
    await showPeople({ ...open, user: security });
    expect(await screen.findByText('由系统管理员维护。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '修改 科员' })).toBeNull();
    fireEvent.click(screen.getByText('角色'));
    expect(await screen.findByRole('button', { name: '修改 工作人员' })).toBeTruthy();
  });
});
