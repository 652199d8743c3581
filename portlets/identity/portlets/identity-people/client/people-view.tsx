import { useRenderParameter } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { CataloguePage } from './catalogue/catalogue-page.tsx';
import { EditPage } from './edit/edit-page.tsx';
import { NewPage } from './edit/new-page.tsx';
import { ImportPage } from './import/import-page.tsx';
import { ListPage } from './list/list-page.tsx';
import { PersonPage } from './person/person-page.tsx';

/** View mode: the list, one person, a form, or the import. The URL says which, so that back works. */
export function PeopleView(): ReactNode {
  const [person] = useRenderParameter('person');
  const [task] = useRenderParameter('task');
  const isSystem = useAdministrator().is('system-administrator');
  if (isSystem && task === 'new') return <NewPage />;
  if (isSystem && task === 'import') return <ImportPage />;
  if (task === 'catalogue') return <CataloguePage />;
  if (person === undefined) return <ListPage />;
  if (isSystem && task === 'edit') return <EditPage key={person} />;
  return <PersonPage key={person} sub={person} />;
}
