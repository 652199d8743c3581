import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Descriptions } from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import { useOrganisation } from '../../../../common/use-organisation.ts';
import type { GroupList, PersonDetail } from '../../../../contract/person.ts';
import { peopleMessages } from '../people-messages.ts';
import { personMessages } from './person-messages.ts';
import styles from './person-page.module.css';

/** Who and where she is. */
export function ContactFacts({ person }: { readonly person: PersonDetail }): ReactNode {
  const words = useMessages(peopleMessages);
  const text = useMessages(personMessages);
  const locale = useLocale();
  const heading = useId();
  const { nameOf } = useOrganisation();
  const groups = useResource<GroupList>('groups').data?.groups ?? [];
  const named = (field: string, id: string | null) => (id === null ? text.none : (nameOf(field, id) ?? id));
  const join = (names: readonly string[]) =>
    names.length === 0 ? text.none : names.join(locale === 'zh-CN' ? '、' : ', ');
  const groupName = (id: string) => groups.find((group) => group.id === id)?.name[locale] ?? id;
  const rows: [string, ReactNode][] = [
    [words.unit, named('unitId', person.unitId)],
    [words.post, named('postId', person.postId)],
    [words.roles, join(person.roles.map((role) => named('roles', role)))],
    [text.groups, join(person.groups.map(groupName))],
    [text.officePhone, person.officePhone ?? text.none],
    [text.mobilePhone, person.mobilePhone ?? text.none],
    [text.room, person.room ?? text.none],
    [text.email, person.email ?? text.none],
    [text.language, person.locale === 'zh-CN' ? text.chinese : text.english],
  ];
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h4 className={styles.heading} id={heading}>
        {text.contact}
      </h4>
      <Descriptions
        size="small"
        column={1}
        bordered
        items={rows.map(([label, children]) => ({ key: label, label, children }))}
      />
    </section>
  );
}
