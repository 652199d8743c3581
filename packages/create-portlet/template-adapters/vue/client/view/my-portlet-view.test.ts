// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { afterEach, expect, it, vi } from 'vitest';
import { portlet } from '../index.ts';

const todos = {
  items: [{ id: '1', title: '审核支付申请', kind: '支付', link: 'http://localhost:4212/requests/1' }],
  total: 7,
};
let view: Awaited<ReturnType<typeof renderPortlet>> | undefined;
afterEach(() => view?.unmount());

it('lists what the service answers, as many as the person set, in her language', async () => {
  view = await renderPortlet(portlet, { resources: { todos }, preferences: { rows: 3 } });
  const link = await screen.findByRole('link', { name: '审核支付申请' });
  expect(link.getAttribute('href')).toBe('http://localhost:4212/requests/1');
  expect(view.reads).toEqual(['/api/todos?size=3&state=open']);
  expect(screen.getByText('共 7 件')).toBeTruthy();
  view.setLocale('en-US');
  expect(await screen.findByText('7 items')).toBeTruthy();
});

it('shows a problem with a way to try again', async () => {
  view = await renderPortlet(portlet, { resources: { todos: problem('service-unavailable') } });
  expect(await screen.findByText(/服务暂时不可用/)).toBeTruthy();
  view.answer('todos', todos);
  fireEvent.click(screen.getByRole('button', { name: /重试/ }));
  expect(await screen.findByText('共 7 件')).toBeTruthy();
});

it('shares the chosen unit with the page', async () => {
  view = await renderPortlet(portlet, { resources: { todos }, renderParameters: { unit: 'edu' } });
  expect(await screen.findByText('预算单位：edu')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '查看全部单位' }));
  await vi.waitFor(() => expect(screen.queryByText('预算单位：edu')).toBeNull());
});
