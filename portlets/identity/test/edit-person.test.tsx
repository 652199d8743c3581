// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/identity-people/client/index.tsx';
import { bePatient } from './be-patient.ts';
import { showPeople } from './people-scene.tsx';
import { person } from './samples.ts';

beforeAll(async () => {
  standInForLayout();
  bePatient();
  await portlet.modes.view();
});
afterEach(cleanup);

const edit = { renderParameters: { person: 'p-wangfang', task: 'edit' } };
const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });

describe('the form of a person', () => {
  it('sends the whole person to the revision that was opened, with what the form does not show', async () => {
    const view = await showPeople({ ...edit, onAction: () => ({}) });
    await screen.findByRole('textbox', { name: '姓名' });
    type('房间', ' 501 室 ');
    type('电子邮箱', '');
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    await expect
      .poll(() => view.sent)
      .toMatchObject([
        {
          method: 'PUT',
          path: '/api/admin/people/p-wangfang',
          ifMatch: 'r-1',
          body: {
            room: '501 室',
            email: null,
            roles: ['staff'],
            profile: { nickname: '小王' },
            name: { 'zh-CN': '王芳', 'en-US': 'Wang Fang' },
          },
        },
      ]);
    await expect.poll(() => view.notices[0]?.content).toBe('修改已保存');
  });

  it('shows the server’s mistakes at their fields, in the person’s language', async () => {
    const errors = [
      { pointer: '/body/username', detail: 'no spaces' },
      { pointer: '/body/email', detail: 'not an e-mail' },
    ];
    const view = await showPeople({
      renderParameters: { task: 'new' },
      onAction: () => {
        throw problem('invalid-input', { errors });
      },
    });
    await screen.findByRole('textbox', { name: '姓名' });
    type('姓名', '新人');
    type('用户名', 'taken');
    fireEvent.click(screen.getByRole('button', { name: '新增' }));
    expect(await screen.findByText('用户名格式不对，或已被另一人使用')).toBeTruthy();
    expect(screen.getByText('邮箱地址格式不正确')).toBeTruthy();
    expect(view.sent[0]?.path).toMatch(/^\/api\/admin\/people\/p-[0-9a-f-]{36}$/);
  });

  it('asks for what is needed before anything is sent', async () => {
    const view = await showPeople({ renderParameters: { task: 'new' } });
    fireEvent.click(await screen.findByRole('button', { name: '新增' }));
    expect(await screen.findAllByText('此项必填')).toHaveLength(2);
    expect(view.sent).toEqual([]);
  });

  it('shows what another administrator changed meanwhile, keeps both changes and saves again', async () => {
    const latest = person({ revision: 'r-2', unitId: 'bureau', room: '401 室', mobilePhone: '10000000000' });
    const view = await showPeople({
      ...edit,
      onAction: ({ ifMatch }) => {
        if (ifMatch !== 'r-2') throw problem('revision-outdated');
        return {};
      },
    });
    await screen.findByRole('textbox', { name: '姓名' });
    type('房间', '501 室');
    type('办公电话', '000-1');
    view.answer('person', latest as never);
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('另一位管理员刚刚修改了此人')).toBeTruthy();
    expect(alert.getByRole('row', { name: '单位 国库支付中心 示范市财政局' })).toBeTruthy();
    expect(alert.getByRole('row', { name: '手机 无 10000000000' })).toBeTruthy();
    expect(alert.getByText(/双方都改了：房间/)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: '房间' }).value).toBe('501 室');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: '手机' }).value).toBe('10000000000');
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    await expect.poll(() => view.sent).toHaveLength(2);
    expect(view.sent[1]).toMatchObject({
      ifMatch: 'r-2',
      body: { room: '501 室', officePhone: '000-1', mobilePhone: '10000000000', unitId: 'bureau' },
    });
  });
});
