// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UiProvider } from '../src/index.ts';
import { PageHeader, Panel, SignOut, SiteFrame, type SiteFrameProps } from '../src/site/index.ts';

afterEach(cleanup);

function show(props: Partial<SiteFrameProps> = {}, locale: 'zh-CN' | 'en-US' = 'zh-CN') {
  return render(
    <UiProvider locale={locale}>
      <SiteFrame
        systemName="支付申请"
        portalHref="http://localhost:4000/"
        person={{ name: '王芳', detail: '国库支付中心' }}
        personMenu={<SignOut />}
        navigation={[
          { key: 'all', label: '全部', href: '/requests' },
          { key: 'open', label: '待审核', href: '/requests?state=open', count: 12 },
        ]}
        currentKey="open"
        {...props}
      >
        <PageHeader title="支付申请" crumbs={[{ label: '首页', href: '/' }, { label: '支付申请' }]} />
        <Panel title="列表">内容</Panel>
      </SiteFrame>
    </UiProvider>,
  );
}

describe('SiteFrame', () => {
  it('has the landmarks, the heading and the current place', () => {
    show();
    expect(screen.getByRole('banner').textContent).toContain('支付申请');
    expect(
      within(screen.getByRole('main')).getByRole('heading', { level: 1, name: '支付申请' }),
    ).toBeDefined();
    expect(screen.getByRole('region', { name: '列表' })).toBeDefined();
    const navigation = screen.getByRole('navigation', { name: '主导航' });
    const current = within(navigation).getByRole('link', { current: 'page' });
    expect(current.textContent).toBe('待审核12');
    expect(screen.getByRole('link', { name: '跳到主要内容' })).toBeDefined();
  });

  it('opens the person’s menu, signs out by a form, and closes with Escape', () => {
    show();
    const button = screen.getByRole('button', { name: '用户菜单：王芳' });
    expect(screen.queryByRole('button', { name: '退出登录' })).toBeNull();
    fireEvent.click(button);
    const signOut = screen.getByRole<HTMLButtonElement>('button', { name: '退出登录' });
    expect(signOut.form?.method).toBe('post');
    expect(signOut.form?.getAttribute('action')).toBe('/auth/sign-out');
    fireEvent.keyDown(signOut, { key: 'Escape' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(button);
  });

  it('closes the person’s menu when the person does something elsewhere', () => {
    show();
    const button = screen.getByRole('button', { name: '用户菜单：王芳' });
    fireEvent.click(button);
    fireEvent.pointerDown(screen.getByRole('main'));
    expect(button.getAttribute('aria-expanded')).toBe('false');
  });

  it('switches the language, and names the switch in the present language', () => {
    const change = vi.fn();
    const { unmount } = show({ onLocaleChange: change });
    fireEvent.click(screen.getByRole('button', { name: '切换为英文 English' }));
    unmount();
    show({ onLocaleChange: change }, 'en-US');
    fireEvent.click(screen.getByRole('button', { name: 'Switch to Chinese 中文' }));
    expect(change.mock.calls).toEqual([['en-US'], ['zh-CN']]);
  });

  it('navigates by the site’s router, but leaves modified clicks to the browser', () => {
    const navigate = vi.fn();
    show({ onNavigate: navigate });
    const link = screen.getByRole('link', { name: '全部' });
    fireEvent.click(link, { metaKey: true });
    expect(navigate).not.toHaveBeenCalled();
    expect(fireEvent.click(link)).toBe(false);
    expect(navigate).toHaveBeenCalledOnce();
  });

  it('opens the navigation on narrow screens, and closes it with Escape', () => {
    show();
    const toggle = screen.getByLabelText('打开导航菜单');
    fireEvent.click(toggle);
    expect(screen.getByRole('navigation', { name: '主导航' }).dataset.open).toBe('true');
    fireEvent.keyDown(document, { key: 'Escape' });
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
  });
});
