import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { commonMessages } from './common-messages.ts';

export type AdministratorRole = 'system-administrator' | 'security-administrator' | 'audit-administrator';

/** Which of the three administrators is looking; what is not hers is not offered to her. */
export function useAdministrator() {
  const { user } = usePortlet();
  const text = useMessages(commonMessages);
  return {
    sub: user.sub,
    is: (...roles: readonly AdministratorRole[]) => roles.some((role) => user.roles.includes(role)),
    /** 系统管理员或安全管理员. */
    nameOf: (...roles: readonly string[]) => roles.map((role) => text.role(role)).join(text.or),
  };
}
