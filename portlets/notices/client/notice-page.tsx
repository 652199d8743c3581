import { useAction, useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, Descriptions, ErrorState, formatDate, formatDateTime, LoadingState } from '@yimen/ui';
import { ArrowLeftOutlined } from '@yimen/ui/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import type { NoticeDetail } from '../contract/notice.ts';
import { AttachmentList } from './attachment-list.tsx';
import { ManageBar } from './manage-bar.tsx';
import { NoticeBody } from './notice-body.tsx';
import { NoticeStateTag, useCategoryNames } from './notice-labels.tsx';
import styles from './notices.module.css';
import { noticesMessages } from './notices-messages.ts';

/** One notice, in the window. Showing it is reading it. */
export function NoticePage(): ReactNode {
  const locale = useLocale();
  const text = useMessages(noticesMessages);
  const { renderParameters } = usePortlet();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<NoticeDetail>('notice');
  useMarkRead(data);
  return (
    <div className={styles.page}>
      <div>
        <Button
          size="small"
          icon={<ArrowLeftOutlined aria-hidden />}
          onClick={() => renderParameters.set({ notice: null })}
        >
          {text.back}
        </Button>
      </div>
      {data && <Article notice={data} onChanged={refresh} />}
      {!data && isLoading && <LoadingState lines={6} />}
      {!data && !isLoading && (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
    </div>
  );
}

function useMarkRead(notice: NoticeDetail | undefined): void {
  const { resources } = usePortlet();
  const { run } = useAction(async (id: string) => {
    await resources.send('POST', `/api/notices/${encodeURIComponent(id)}/read`);
    await resources.refresh('notices');
  });
  const isNew = notice?.state === 'published' && !notice.isRead;
  const id = notice?.id;
  useEffect(() => {
    if (isNew && id !== undefined) void run(id);
  }, [isNew, id, run]);
}

function Article({ notice, onChanged }: { notice: NoticeDetail; onChanged: () => Promise<void> }): ReactNode {
  const text = useMessages(noticesMessages);
  const heading = useRef<HTMLHeadingElement>(null);
  // The list that had the focus is gone; a keyboard or screen reader goes on at the notice.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const titleId = `notice-${notice.id}`;
  return (
    <article className={styles.article} aria-labelledby={titleId}>
      <h3 id={titleId} className={styles.title} tabIndex={-1} ref={heading}>
        {notice.title}
      </h3>
      <Facts notice={notice} />
      <NoticeBody blocks={notice.body} />
      {notice.attachments.length > 0 && <AttachmentList notice={notice} />}
      {notice.managed && (
        <footer className={`${styles.bar} ${styles.foot}`}>
          <span>
            <NoticeStateTag state={notice.state} /> {text.readers(notice.managed.readers)}
          </span>
          <ManageBar notice={notice} revision={notice.managed.revision} onChanged={onChanged} />
        </footer>
      )}
    </article>
  );
}

function Facts({ notice }: { notice: NoticeDetail }): ReactNode {
  const text = useMessages(noticesMessages);
  const locale = useLocale();
  const categories = useCategoryNames();
  const day = (value: string) => formatDate(value, { locale, style: 'document' });
  const validity = [
    notice.validFrom && text.validFrom(day(notice.validFrom)),
    notice.validUntil && text.validUntil(day(notice.validUntil)),
  ].filter(Boolean);
  const facts = [
    { key: 'number', label: text.number, children: notice.documentNumber },
    { key: 'issuer', label: text.issuer, children: `${notice.unitName} · ${categories[notice.category]}` },
    { key: 'author', label: text.author, children: notice.author },
    {
      key: 'published',
      label: text.publishedAt,
      children: notice.publishedAt && formatDateTime(notice.publishedAt, { locale }),
    },
    { key: 'validity', label: text.validity, children: validity.join(' ') },
  ];
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2 }}
      items={facts.filter((fact) => Boolean(fact.children))}
    />
  );
}
