// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useUi } from '../src/index.ts';
import { Link, type SiteControls, useAddress } from '../src/site/index.ts';
import { SiteRoot } from '../src/site/start-site.tsx';
import { standInForLayout } from '../src/testing/index.ts';

beforeAll(standInForLayout);
beforeEach(() => {
  window.localStorage.clear();
  window.history.replaceState(null, '', '/payments/7?tab=a');
});
afterEach(cleanup);

let endSession: () => void;
let controls: SiteControls;

function Content(): ReactNode {
  const { locale } = useUi();
  return (
    <>
      <output>{`${locale} ${useAddress().pathname}`}</output>
      <Link to="/payments/8">下一条</Link>
    </>
  );
}

function site(): ReactNode {
  return (
    <SiteRoot
      localeKey="site.locale"
      sessionEndedNote={{ 'zh-CN': '草稿已保留。', 'en-US': ' Drafts are kept.' }}
      wrap={(onSessionEnd) => {
        endSession = onSessionEnd;
        return (content) => content;
      }}
      content={(given) => {
        controls = given;
        return <Content />;
      }}
    />
  );
}

describe('startSite', () => {
  it('follows her language at the OpenID Provider until she chooses one here, which stays', () => {
    const first = render(site());
    expect(screen.getByRole('status').textContent).toBe('zh-CN /payments/7');
    act(() => controls.onLocaleKnown('en-US'));
    expect(screen.getByRole('status').textContent).toContain('en-US');
    act(() => controls.onLocaleChange('zh-CN'));
    act(() => controls.onLocaleKnown('en-US'));
    expect(screen.getByRole('status').textContent).toContain('zh-CN');
    first.unmount();
    window.localStorage.setItem('site.locale', 'en-US');
    render(site());
    expect(screen.getByRole('status').textContent).toContain('en-US');
  });

  it('asks to sign in again over the page when its session has ended, and leads back to it', async () => {
    render(site());
    expect(screen.queryByRole('dialog')).toBeNull();
    act(() => endSession());
    const again = await screen.findByRole('link', { name: '重新登录' });
    expect(again.getAttribute('href')).toBe('/auth/sign-in?return_to=%2Fpayments%2F7%3Ftab%3Da');
    expect(screen.getByRole('dialog', { name: '登录已失效' }).textContent).toContain('草稿已保留。');
  });

  it('follows a link within the site without loading a document', () => {
    window.scrollTo = () => {};
    render(site());
    act(() => screen.getByRole('link', { name: '下一条' }).click());
    expect(screen.getByRole('status').textContent).toBe('zh-CN /payments/8');
    act(() => window.history.replaceState(null, '', '/payments/7'));
  });
});
