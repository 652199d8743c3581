// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/identity-people/client/index.tsx';
import { bePatient } from './be-patient.ts';
import { security, showPeople } from './people-scene.tsx';
import { person } from './samples.ts';

beforeAll(async () => {
  standInForLayout();
  bePatient();
  await portlet.modes.view();
});
afterEach(cleanup);

const others = ['李娜', '张伟'].map((chinese, index) =>
  person({
    sub: `p-${index}`,
    username: `u${index}`,
    name: { 'zh-CN': chinese, 'en-US': `Person ${index}` },
  }),
);

describe('the list of people', () => {
  it('names units, posts and roles, in both languages', async () => {
    const view = await showPeople();
    const row = within(await screen.findByRole('row', { name: /王芳/ }));
    expect(await row.findByText('国库支付中心')).toBeTruthy();
    expect(row.getByText('工作人员')).toBeTruthy();
    expect(row.getByText('启用')).toBeTruthy();
    view.setLocale('en-US');
    expect(
      await screen.findByRole('row', { name: /Wang Fang.*Payment Centre.*Section officer.*Active/ }),
    ).toBeTruthy();
  });

  it('searches what was typed once the person pauses, and by unit and state', async () => {
    const view = await showPeople();
    await screen.findByRole('row', { name: /王芳/ });
    const field = screen.getByRole('searchbox', { name: '查找人员' });
    fireEvent.change(field, { target: { value: 'wang' } });
    await expect.poll(() => view.reads.at(-1)).toBe('/api/admin/people?limit=20&q=wang');
    fireEvent.click(within(screen.getByRole('tree', { name: '单位' })).getByText('示范市财政局'));
    await expect.poll(() => view.reads.at(-1)).toBe('/api/admin/people?limit=20&q=wang&unitId=bureau');
  });

  it('goes forward by the cursor of the answer and back again, and begins anew with another search', async () => {
    const view = await showPeople({
      resources: {
        people: ({ query }) =>
          query.cursor === 'c2' ? { people: others, cursor: null } : { people: [person()], cursor: 'c2' },
      },
    });
    await screen.findByRole('row', { name: /王芳/ });
    fireEvent.click(screen.getByRole('button', { name: '下一页' }));
    expect(await screen.findByRole('row', { name: /李娜/ })).toBeTruthy();
    expect(view.reads.at(-1)).toBe('/api/admin/people?cursor=c2&limit=20');
    expect(screen.getByText('第 2 页')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '上一页' }));
    expect(await screen.findByRole('row', { name: /王芳/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '下一页' }));
    await screen.findByRole('row', { name: /李娜/ });
    view.setRenderParameters({ q: 'x' });
    expect(await screen.findByText('第 1 页')).toBeTruthy();
  });

  it('opens a person by the keyboard', async () => {
    const view = await showPeople();
    fireEvent.keyDown(await screen.findByRole('row', { name: /王芳/ }), { key: 'Enter' });
    expect(await screen.findByRole('heading', { name: /王芳 wangfang/ })).toBeTruthy();
    expect(view.context.renderParameters.get()).toMatchObject({ person: 'p-wangfang' });
  });

  it('offers adding and importing to the system administrator alone', async () => {
    await showPeople({ user: security });
    await screen.findByRole('row', { name: /王芳/ });
    for (const name of ['新增人员', '导入', '新增单位'])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('says when nobody fits, and lets a failure be tried again', async () => {
    const view = await showPeople({
      renderParameters: { q: 'nobody' },
      resources: { people: { people: [], cursor: null } },
    });
    expect(await screen.findByText('没有符合条件的人员')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '清除条件' }));
    expect(view.context.renderParameters.get()).toEqual({});
    view.unmount();
    const failing = await showPeople({ resources: { people: problem('service-timeout') } });
    await screen.findByRole('alert');
    failing.answer('people', { people: [person()], cursor: null } as never);
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByRole('row', { name: /王芳/ })).toBeTruthy();
  });
});
