// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/identity-relying-parties/client/index.tsx';
import {
  algorithmOf,
  fieldAt,
  newValues,
  registrationOf,
  suggestedAddresses,
  valuesOf,
} from '../portlets/identity-relying-parties/client/wizard-values.ts';
import { liveCheck, registration, system } from './access-samples.ts';
import { InShell } from './portlet-in-shell.tsx';
import { organisation } from './samples.ts';

beforeAll(async () => {
  standInForLayout();
  configure({ asyncUtilTimeout: 10_000 });
  await portlet.modes.view();
});
afterEach(cleanup);

const line = {
  clientId: 'ledger',
  name: registration.name,
  url: registration.url,
  isActive: true,
  isSignIn: true,
  logout: null,
  isForEverybody: false,
  weaknesses: ['no-pkce', 'no-logout'],
};
const systems = { relyingParties: [line], total: 1, cursor: null };
const configurations = {
  issuer: 'http://sso',
  configurations: [
    {
      id: 'spring-security',
      framework: 'Spring Security',
      versions: 'Spring Boot 4.0',
      files: [{ name: 'application.yml', language: 'yaml', text: "client-id: 'ledger'" }],
      notes: [{ 'zh-CN': '密钥放在环境变量', 'en-US': 'The secret is in the environment' }],
    },
  ],
};
const groups = { groups: [{ id: 'auditors', name: { 'zh-CN': '内审组', 'en-US': 'Auditors' } }] };
const requirement = { minimumAcr: 'urn:yimen:acr:password', defaultAcrValues: [], revision: 'acr-1' };
const security = { sub: 'p-secadmin', roles: ['security-administrator'] };
type Options = Parameters<typeof renderPortlet>[1];

function show(options: Options = {}): Promise<RenderedPortlet> {
  return renderPortlet(portlet, {
    wrapper: InShell,
    user: { sub: 'p-sysadmin', roles: ['staff', 'system-administrator'] },
    ...options,
    resources: {
      ...{ systems, configurations, organisation, groups, requirement },
      system: system() as never,
      check: liveCheck() as never,
      ...options.resources,
    },
  });
}
const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const next = async (step: string) => {
  fireEvent.click(screen.getByRole('button', { name: '下一步' }));
  await waitFor(() => expect(document.querySelector('.ant-steps-item-active')?.textContent).toContain(step));
};

describe('identity-relying-parties', () => {
  it('lists systems with their weak points in words, and reports the weak ones', async () => {
    const view = await show();
    const row = within(await screen.findByRole('row', { name: /资产台账/ }));
    expect(row.getByText('未要求 PKCE')).toBeTruthy();
    fireEvent.click(screen.getByText('弱配置', { selector: '.ant-segmented-item-label' }));
    await expect.poll(() => view.reads.at(-1)).toBe('/api/admin/relying-parties?isWeak=true&limit=20');
    view.setLocale('en-US');
    expect(await screen.findByText('PKCE not required')).toBeTruthy();
    fireEvent.keyDown(screen.getByRole('row', { name: /Asset ledger/ }), { key: 'Enter' });
    expect(view.context.renderParameters.get()).toEqual({ system: 'ledger' });
  });

  it('registers with the wizard and shows the secret once', async () => {
    const view = await show({
      renderParameters: { task: 'register' },
      onAction: () => ({ clientId: 'new-one', clientSecret: 'once-and-never-again' }),
    });
    await screen.findByLabelText('系统标识（client_id）');
    fireEvent.click(screen.getByRole('button', { name: '下一步' }));
    expect(await screen.findAllByText('此项必填')).toHaveLength(3);
    fill('系统标识（client_id）', 'new-one');
    fill('中文名称', '新系统');
    fill('英文名称', 'New one');
    await next('地址');
    fill('系统地址', 'https://oa.example.gov/start');
    fireEvent.click(screen.getByRole('button', { name: '按框架填写地址' }));
    await next('使用范围');
    fireEvent.click(screen.getByRole('radio', { name: '全体人员' }));
    await next('登录与退出');
    expect((screen.getByLabelText('后端退出地址') as HTMLInputElement).value).toBe(
      'https://oa.example.gov/logout/connect/back-channel/yimen',
    );
    await next('确认');
    fireEvent.click(screen.getByRole('button', { name: '提交登记' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect((dialog.getByLabelText('密钥') as HTMLInputElement).value).toBe('once-and-never-again');
    expect(view.sent[0]).toMatchObject({
      method: 'PUT',
      path: '/api/admin/relying-parties/new-one',
      ifMatch: undefined,
      body: {
        name: { 'zh-CN': '新系统', 'en-US': 'New one' },
        redirectUris: ['https://oa.example.gov/login/oauth2/code/yimen'],
        whoMayUse: { everyone: true },
        requirePkce: true,
        grantTypes: ['authorization_code', 'refresh_token'],
      },
    });
    fireEvent.click(dialog.getByRole('button', { name: '已妥善保存' }));
    expect(view.context.renderParameters.get()).toEqual({ system: 'new-one', part: 'configuration' });
    expect(document.body.textContent).not.toContain('once-and-never-again');
  });

  it('shows what the other administrator changed, and keeps what was entered', async () => {
    const outdated = problem('revision-outdated');
    const view = await show({
      renderParameters: { system: 'ledger', task: 'change' },
      onAction: ({ ifMatch }) => (ifMatch === 'rev-1' ? outdated : {}),
    });
    await screen.findByLabelText('中文名称');
    fill('中文名称', '我改的名称');
    for (const step of ['地址', '使用范围', '登录与退出', '确认']) await next(step);
    view.answer('system', system({ url: 'http://10.8.0.9/theirs' }, 'rev-2') as never);
    fireEvent.click(screen.getByRole('button', { name: '保存修改' }));
    const alert = within(await screen.findByRole('table', { name: '对方的修改' }));
    expect(alert.getByText('http://10.8.0.9/theirs')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '保留我的填写并继续' }));
    fireEvent.click(screen.getByRole('button', { name: /保存修改$/ }));
    await waitFor(() => expect(view.sent).toHaveLength(2));
    expect(view.sent[1]).toMatchObject({ ifMatch: 'rev-2', body: { name: { 'zh-CN': '我改的名称' } } });
    await expect.poll(() => view.notices.at(-1)?.content).toBe('登记已修改');
  });

  it('says in the field what the service refused, and goes to its step', async () => {
    await show({
      renderParameters: { system: 'ledger', task: 'change' },
      onAction: () =>
        problem('invalid-input', { errors: [{ pointer: '/body/redirectUris/0', detail: 'bad' }] }),
    });
    await screen.findByLabelText('中文名称');
    for (const step of ['地址', '使用范围', '登录与退出', '确认']) await next(step);
    fireEvent.click(screen.getByRole('button', { name: '保存修改' }));
    expect(await screen.findByText('此项有误，请检查')).toBeTruthy();
    expect(document.querySelector('.ant-steps-item-active')?.textContent).toContain('地址');
  });

  it('prints configuration texts with buttons to copy them', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    const view = await show({ renderParameters: { system: 'ledger', part: 'configuration' } });
    const file = within(await screen.findByRole('region', { name: 'application.yml' }));
    fireEvent.click(file.getByRole('button', { name: '复制 application.yml' }));
    await expect.poll(() => view.notices[0]?.content).toBe('已复制');
    expect(copied).toEqual(["client-id: 'ledger'"]);
  });

  it('checks live: fills in while it runs, then names the fault and what to change', async () => {
    const running = liveCheck({
      state: 'running',
      finishedAt: null,
      steps: liveCheck().steps.map((step) => ({ ...step, state: 'waiting', found: null, advice: null })),
    });
    const view = await show({
      renderParameters: { system: 'ledger', part: 'check' },
      resources: { check: problem('not-found') },
      onAction: () => ({ id: 'c-1' }),
    });
    expect(await screen.findByText('还没有检测过')).toBeTruthy();
    view.answer('check', running as never);
    fireEvent.click(screen.getByRole('button', { name: '开始检测' }));
    expect(await screen.findByText('正在检测，请稍候')).toBeTruthy();
    view.answer('check', liveCheck() as never);
    expect(await screen.findByText('检测未通过，请按下面的说明修改')).toBeTruthy();
    const step = within(screen.getByRole('list', { name: '检测步骤' })).getAllByRole('listitem')[1];
    expect(step?.textContent).toContain('没有 code_challenge');
    expect(step?.textContent).toContain('修改方法：请在系统中启用 PKCE');
    expect(view.sent[0]).toMatchObject({
      path: '/api/admin/relying-parties/ledger/live-checks',
      body: { startUrl: null },
    });
  });

  it('asks for another secret, shows it once, and says that it waits for approval', async () => {
    const view = await show({
      renderParameters: { system: 'ledger' },
      onAction: () => ({ pendingChange: { id: 'p-1' }, clientSecret: 'after-approval' }),
    });
    fireEvent.click(await screen.findByRole('button', { name: '更换密钥' }));
    const dialog = within(await screen.findByRole('dialog', { name: '更换客户端密钥？' }));
    fireEvent.click(dialog.getByRole('button', { name: '更换密钥' }));
    expect(await screen.findByDisplayValue('after-approval')).toBeTruthy();
    expect(screen.getByText(/审批通过后生效，在此之前旧密钥继续有效/)).toBeTruthy();
    expect(view.notices[0]?.content).toBe('已提交，待另一位管理员审批');
  });

  it('lets the security administrator set the strength of sign-in, and nothing else', async () => {
    const view = await show({
      user: security,
      renderParameters: { system: 'ledger' },
      onAction: () => ({ pendingChange: { id: 'p-2' } }),
    });
    fireEvent.click(await screen.findByRole('button', { name: '设置登录强度' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('radio', { name: '密码加二次验证' }));
    fireEvent.click(dialog.getByRole('button', { name: '设置登录强度' }));
    await expect
      .poll(() => view.sent[0])
      .toMatchObject({
        path: '/api/admin/acr-requirements/relying-parties/ledger',
        ifMatch: 'acr-1',
        body: { minimumAcr: 'urn:yimen:acr:second-factor' },
      });
    expect(screen.queryByRole('button', { name: '更换密钥' })).toBeNull();
    expect(screen.queryByRole('button', { name: '修改登记' })).toBeNull();
  });

  it('says when there is no system, and lets a failure be tried again', async () => {
    const view = await show({ resources: { systems: { relyingParties: [], total: 0, cursor: null } } });
    expect(await screen.findByText('没有符合条件的业务系统')).toBeTruthy();
    view.unmount();
    await show({ resources: { systems: problem('service-unavailable') } });
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });
});

describe('the values of the wizard', () => {
  it('come back as they were, with what the wizard does not ask for', () => {
    expect(registrationOf(valuesOf('ledger', registration), registration)).toEqual(registration);
  });

  it('are a program without people, or a system with sign-in', () => {
    const program = registrationOf({ ...newValues, framework: 'program' }, undefined);
    expect(program).toMatchObject({ grantTypes: ['client_credentials'], isListed: false, whoMayUse: {} });
  });

  it('are suggested from the address and the framework', () => {
    expect(suggestedAddresses('asp-net-core', 'https://a.gov:8443/x')).toMatchObject({
      redirectUris: ['https://a.gov:8443/signin-oidc'],
      backchannelLogoutUri: '',
      frontchannelLogoutUri: 'https://a.gov:8443/signout-oidc',
    });
    expect(suggestedAddresses('php', 'not an address')).toBeUndefined();
    expect(suggestedAddresses('other', 'https://a.gov')).toBeUndefined();
    // jumbojett knows no ES256, and Spring Security verifies logout tokens with RS256 only.
    expect(['spring-security', 'php', 'asp-net-core', 'other'].map(algorithmOf)).toEqual([
      ...['RS256', 'RS256'],
      ...['ES256', 'ES256'],
    ]);
    expect(newValues.idTokenAlg).toBe(algorithmOf(newValues.framework));
  });

  it('are found by the pointer of a mistake', () => {
    expect(fieldAt('/params/id')).toEqual({ name: 'clientId', step: 0 });
    expect(fieldAt('/body/name/en-US')).toEqual({ name: 'nameEn', step: 0 });
    expect(fieldAt('/body/backchannelLogoutUri')).toEqual({ name: 'backchannelLogoutUri', step: 3 });
    expect(fieldAt('/headers/if-match')).toBeUndefined();
  });
});
