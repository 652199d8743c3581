import { useRenderParameter } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { SystemList } from './system-list.tsx';
import { SystemPage } from './system-page.tsx';
import { ChangeWizard, RegisterWizard } from './system-wizard.tsx';

/** View mode: the list, one system, or the wizard. The URL says which, so that back works. */
export function SystemsView(): ReactNode {
  const [system] = useRenderParameter('system');
  const [task] = useRenderParameter('task');
  const mayChange = useAdministrator().is('system-administrator');
  if (task === 'register' && mayChange) return <RegisterWizard />;
  if (system === undefined) return <SystemList />;
  if (task === 'change' && mayChange) return <ChangeWizard key={system} />;
  return <SystemPage key={system} />;
}
