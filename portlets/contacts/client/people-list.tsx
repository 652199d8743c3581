import { useLocale, useMessages, usePreferences, useRenderParameter } from '@yimen/portlet-sdk';
import { List, type ListItemParts } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { ContactView } from '../contract/contact.ts';
import { contactsMessages } from './contacts-messages.ts';

/** Lines of people; a name opens the person. */
export function PeopleList({ items }: { items: readonly ContactView[] }): ReactNode {
  const text = useMessages(contactsMessages);
  const locale = useLocale();
  const [, open] = useRenderParameter('person');
  const [{ showRoom }] = usePreferences<{ showRoom: boolean }>();

  const line = (person: ContactView): ListItemParts => {
    const meta = [person.unit?.name[locale], person.post?.name[locale], showRoom && person.room];
    return {
      title: person.name[locale],
      onOpen: () => open(person.id),
      meta: meta.filter(Boolean).join(' · '),
      extra: person.officePhone ?? person.maskedMobile ?? '',
    };
  };
  return <List items={items} itemKey={(person) => person.id} renderItem={line} label={text.people} />;
}
