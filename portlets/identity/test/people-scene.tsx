import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { portlet } from '../portlets/identity-people/client/index.tsx';
import { InShell } from './portlet-in-shell.tsx';
import { organisation, person } from './samples.ts';

type Options = NonNullable<Parameters<typeof renderPortlet>[1]>;

export const system = { sub: 'p-sysadmin', roles: ['staff', 'system-administrator'] };
export const security = { sub: 'p-secadmin', roles: ['staff', 'security-administrator'] };

const session = {
  uid: 's-1',
  device: { browser: { 'zh-CN': 'Chrome 130', 'en-US': 'Chrome 130' }, system: null },
  ip: '10.1.2.3',
  signedInAt: Date.UTC(2026, 10, 24, 0, 30),
  seenAt: Date.UTC(2026, 10, 24, 1),
  systems: [{ clientId: 'portal', name: { 'zh-CN': '一门门户', 'en-US': 'Yimen portal' } }],
};

/** 人员与组织 with 王芳 and an organisation; the system administrator looks at it. */
export function showPeople(options: Options = {}): Promise<RenderedPortlet> {
  return renderPortlet(portlet, {
    wrapper: InShell,
    user: system,
    ...options,
    resources: {
      people: { people: [person()], cursor: null } as never,
      organisation,
      person: person() as never,
      factors: { totp: [], passkeys: [], recoveryCodesLeft: 0 },
      sessions: { sessions: [session], cursor: null },
      groups: { groups: [] },
      ...options.resources,
    },
  });
}
