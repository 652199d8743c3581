import { useRenderParameter } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { PersonPage } from './person-page.tsx';
import { SearchPage } from './search-page.tsx';

/** View mode: the search, or one person. The URL says which, so that back works. */
export function ContactsView(): ReactNode {
  const [person] = useRenderParameter('person');
  return person === undefined ? <SearchPage /> : <PersonPage key={person} />;
}
