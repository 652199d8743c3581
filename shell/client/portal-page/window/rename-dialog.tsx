import type { WindowView } from '@yimen/shell-contract';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../../app/button.tsx';
import { Dialog } from '../../app/dialog.tsx';
import fields from '../../app/field.module.css';
import { useServices, useTexts } from '../../app/shell-services.ts';

type RenameProps = { readonly window: WindowView; readonly title: string; readonly onClose: () => void };

const longest = 60;

/** The person's own title of a window; an empty one goes back to the page's. */
export function RenameDialog({ window, title, onClose }: RenameProps): ReactNode {
  const texts = useTexts();
  const { page } = useServices();
  const formId = useId();
  const fieldId = useId();
  const [value, setValue] = useState(title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = value.trim() === '' ? null : value.trim();
    onClose();
    if (wanted !== title)
      page.change([{ op: 'rename', nodeId: window.id, title: wanted }]).catch(() => undefined);
  };
  return (
    <Dialog
      title={texts.renameTitle(title)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button tone="primary" type="submit" form={formId}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <label className={fields.label} htmlFor={fieldId}>
          {texts.newTitle}
        </label>
        <input
          id={fieldId}
          className={fields.input}
          value={value}
          maxLength={longest}
          data-autofocus="true"
          onFocus={(event) => event.target.select()}
          onChange={(event) => setValue(event.target.value)}
        />
        <p className={fields.hint}>{texts.newTitleHint}</p>
      </form>
    </Dialog>
  );
}
