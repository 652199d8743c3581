import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button } from '@yimen/ui';
import { CopyOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import { commonMessages } from './common-messages.ts';

type Props = {
  readonly text: string;
  /** What is copied, for screen readers: 复制 application.yml. */
  readonly label: string;
};

/** Copies a text, and says so; where the browser refuses, it says that too. */
export function CopyButton({ text, label }: Props): ReactNode {
  const messages = useMessages(commonMessages);
  const { notices } = usePortlet();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notices.success(messages.copied);
    } catch {
      notices.error(messages.notCopied);
    }
  };
  return (
    <Button
      size="small"
      icon={<CopyOutlined aria-hidden />}
      aria-label={`${messages.copy} ${label}`}
      onClick={() => void copy()}
    >
      {messages.copy}
    </Button>
  );
}
