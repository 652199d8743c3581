import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button } from '@yimen/ui';
import { CopyOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import { contactsMessages } from './contacts-messages.ts';

/** Copies a text; says so, or why not. */
export function CopyButton({ text: copied, what }: { text: string; what: string }): ReactNode {
  const text = useMessages(contactsMessages);
  const { notices } = usePortlet();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(copied);
      notices.success(text.copied);
    } catch {
      notices.error(text.notCopyable);
    }
  };
  return (
    <Button
      size="small"
      type="text"
      icon={<CopyOutlined aria-hidden />}
      aria-label={text.copyOf(what)}
      title={text.copyOf(what)}
      onClick={() => void copy()}
    />
  );
}
