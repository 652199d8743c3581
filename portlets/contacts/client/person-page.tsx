import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, Descriptions, ErrorState, LoadingState } from '@yimen/ui';
import { ArrowLeftOutlined } from '@yimen/ui/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ContactDetail } from '../contract/contact.ts';
import styles from './contacts.module.css';
import { contactsMessages } from './contacts-messages.ts';
import { CopyButton } from './copy-button.tsx';
import { MobileNumber } from './mobile-number.tsx';

/** One person. */
export function PersonPage(): ReactNode {
  const locale = useLocale();
  const text = useMessages(contactsMessages);
  const { renderParameters } = usePortlet();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<ContactDetail>('person');
  return (
    <div className={styles.page}>
      <div>
        <Button
          size="small"
          icon={<ArrowLeftOutlined aria-hidden />}
          onClick={() => renderParameters.set({ person: null })}
        >
          {text.back}
        </Button>
      </div>
      {data && <Person person={data} />}
      {!data && isLoading && <LoadingState lines={5} />}
      {!data && !isLoading && (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
    </div>
  );
}

function Person({ person }: { person: ContactDetail }): ReactNode {
  const text = useMessages(contactsMessages);
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  // The list that had the focus is gone; a keyboard or screen reader goes on at the person.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const name = person.name[locale];
  const other = person.name[locale === 'zh-CN' ? 'en-US' : 'zh-CN'];
  const facts = [
    { key: 'unit', label: text.unit, value: person.unitPath.map((unit) => unit.name[locale]).join(' / ') },
    { key: 'post', label: text.post, value: person.post?.name[locale] },
    { key: 'office', label: text.office, value: person.officePhone, isCopied: true },
    {
      key: 'mobile',
      label: text.mobile,
      value: person.maskedMobile && <MobileNumber id={person.id} name={name} masked={person.maskedMobile} />,
    },
    { key: 'room', label: text.room, value: person.room },
    { key: 'email', label: text.email, value: person.email, isCopied: true },
    { key: 'other', label: text.otherName, value: other === name ? null : other },
  ];
  const items = facts
    .filter(({ value }) => Boolean(value))
    .map(({ key, label, value, isCopied }) => ({
      key,
      label,
      children: (
        <>
          {value}
          {isCopied && typeof value === 'string' && <CopyButton text={value} what={label} />}
        </>
      ),
    }));
  return (
    <article aria-label={name}>
      <h3 className={styles.name} tabIndex={-1} ref={heading}>
        {name}
      </h3>
      <Descriptions size="small" column={1} items={items} />
    </article>
  );
}
