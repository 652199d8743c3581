import { usePortlet } from '@yimen/portlet-sdk';
import { publisherRole } from '../contract/notice-rules.ts';

/** Whether to offer writing; the service decides again. */
export function useMayPublish(): boolean {
  return usePortlet().user.roles.includes(publisherRole);
}
