import { useRenderParameter } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { NoticePage } from './notice-page.tsx';
import { NoticesPage } from './notices-page.tsx';
import { useMayPublish } from './use-may-publish.ts';
import { WritePage } from './write-page.tsx';

/** View mode: the list, one notice, or the form. The URL says which, so that back works. */
export function NoticesView(): ReactNode {
  const [notice] = useRenderParameter('notice');
  const [task] = useRenderParameter('task');
  const mayPublish = useMayPublish();
  if (task === 'write' && mayPublish) return <WritePage key={notice ?? ''} id={notice} />;
  if (notice !== undefined) return <NoticePage key={notice} />;
  return <NoticesPage />;
}
