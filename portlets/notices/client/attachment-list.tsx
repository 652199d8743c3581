import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { PaperClipOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import type { NoticeDetail } from '../contract/notice.ts';
import { fileSize } from './file-size.ts';
import styles from './notices.module.css';
import { noticesMessages } from './notices-messages.ts';

/** Attachments as plain links: the browser downloads them through the portal's gateway. */
export function AttachmentList({ notice }: { notice: NoticeDetail }): ReactNode {
  const text = useMessages(noticesMessages);
  const { resources } = usePortlet();
  return (
    <section aria-label={text.attachments}>
      <h4 className={styles.heading}>{text.attachments}</h4>
      <ul className={styles.files}>
        {notice.attachments.map(({ id, name, size }) => (
          <li key={id}>
            <a
              href={resources.url(`/api/notices/${notice.id}/attachments/${id}`)}
              download={name}
              aria-label={text.download(name, fileSize(size))}
            >
              <PaperClipOutlined aria-hidden /> {name}
            </a>{' '}
            <span className={styles.quiet}>{fileSize(size)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
