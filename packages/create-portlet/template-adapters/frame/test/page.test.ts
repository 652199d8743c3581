// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fireEvent, screen } from '@testing-library/dom';
import { type OpenedFramePage, openFramePage } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { afterEach, expect, it } from 'vitest';
import descriptor from '../portlet.json' with { type: 'json' };

const file = (name: string) => readFileSync(join(import.meta.dirname, '../page', name), 'utf8');
const todos = { items: [{ id: '1', title: '审核支付申请', kind: '支付', link: null }], total: 7 };
let page: OpenedFramePage | undefined;
afterEach(() => page?.close());

type Options = Omit<Parameters<typeof openFramePage>[0], 'descriptor' | 'page' | 'scripts'>;
function open(options: Options): OpenedFramePage {
  page = openFramePage({ ...options, descriptor, page: file('index.html'), scripts: [file('page.js')] });
  return page;
}

it('lists what the service answers, as many as the person set, in her language', async () => {
  const { reads, setLocale } = open({ resources: { todos }, preferences: { rows: 3 } });
  expect(await screen.findByText('审核支付申请')).toBeTruthy();
  expect(reads).toEqual(['/api/todos?size=3&state=open']);
  expect(screen.getByText('共 7 件')).toBeTruthy();
  setLocale('en-US');
  expect(screen.getByText('7 items')).toBeTruthy();
});

it('shows a problem with a way to try again', async () => {
  const { answer } = open({ resources: { todos: problem('service-unavailable') } });
  expect(await screen.findByText(/服务暂时不可用/)).toBeTruthy();
  answer('todos', todos);
  fireEvent.click(screen.getByRole('button', { name: '重试' }));
  expect(await screen.findByText('共 7 件')).toBeTruthy();
});

it('shares the chosen unit, and takes everything away when the session ends', async () => {
  const { context, endSession } = open({ resources: { todos }, renderParameters: { unit: 'edu' } });
  fireEvent.click(await screen.findByRole('button', { name: '查看全部单位' }));
  expect(context.renderParameters.get()).toEqual({});
  endSession();
  expect(document.body.textContent).not.toContain('审核支付申请');
  expect(screen.getByRole('status').textContent).toMatch(/登录已失效/);
});
