import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { DownloadOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { auditMessages } from './audit-messages.ts';

/** What is shown, as files: plain links, so that an export of any size streams to disk. */
export function ExportLinks({ query }: { readonly query: Readonly<Record<string, string>> }): ReactNode {
  const text = useMessages(auditMessages);
  const { resources } = usePortlet();
  const address = (format: string) =>
    resources.url(`/api/admin/audit/export?${new URLSearchParams({ ...query, format })}`);
  return (
    <span className={common.actions}>
      <a className={common.link} href={address('csv')} download>
        <DownloadOutlined aria-hidden /> {text.exportCsv}
      </a>
      <a className={common.link} href={address('jsonl')} download>
        <DownloadOutlined aria-hidden /> {text.exportJsonl}
      </a>
    </span>
  );
}
