import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { portlet } from '../portlets/identity-people/client/index.tsx';
import { InShell } from './portlet-in-shell.tsx';
import { organisation, person } from './samples.ts';

type Options = NonNullable<Parameters<typeof renderPortlet>[1]>;

export const system = { sub: 'p-sysadmin', roles: ['staff', 'system-administrator'] };
export const security = { sub: 'p-secadmin', roles: ['staff', 'security-administrator'] };

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
      sessions: { sessions: [{ uid: 's-1' }], cursor: null },
      groups: { groups: [] },
      ...options.resources,
    },
  });
}
