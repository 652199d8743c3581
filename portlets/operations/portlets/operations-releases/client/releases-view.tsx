import { useRenderParameter } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { PortletList } from './portlet-list.tsx';
import { PortletPage } from './portlet-page.tsx';

/** View mode: every module, or the releases of one. */
export function ReleasesView(): ReactNode {
  const [portlet] = useRenderParameter('portlet');
  return portlet === undefined ? <PortletList /> : <PortletPage />;
}
