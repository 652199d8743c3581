import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button, Checkbox, Form } from '@yimen/ui';
import { type ReactNode, useEffect, useState } from 'react';
import type { NoticeDetail } from '../contract/notice.ts';
import { AudienceFields } from './audience-fields.tsx';
import { type ChosenFiles, FilesField } from './files-field.tsx';
import { formMessages } from './form-messages.ts';
import { ContentFields, ValidityFields } from './notice-fields.tsx';
import { fieldAt, type NoticeValues, newValues, valuesOf } from './notice-values.ts';
import styles from './notices.module.css';
import { ProblemAlert } from './problem-alert.tsx';
import { useSaveNotice } from './use-save-notice.ts';

/** Writes a notice, or changes one. */
export function NoticeForm({ notice }: { notice: NoticeDetail | undefined }): ReactNode {
  const text = useMessages(formMessages);
  const { user, renderParameters } = usePortlet();
  const [form] = Form.useForm<NoticeValues>();
  const [files, setFiles] = useState<ChosenFiles>({ kept: notice?.attachments ?? [], added: [] });
  const save = useSaveNotice(notice);
  useServiceMistakes(form, save.problem?.problem.errors, text.wrong);

  const submit = async (isPublishing: boolean) => {
    const values = await form.validateFields().catch(() => undefined);
    if (values && files.problems === undefined) {
      const kept = files.kept.map((file) => file.id);
      await save.run({ ...form.getFieldsValue(true), ...values }, { kept, added: files.added }, isPublishing);
    }
  };
  const isPublished = notice?.state === 'published';
  return (
    <Form
      form={form}
      layout="vertical"
      className={styles.form}
      aria-label={notice ? text.changeNotice : text.newNotice}
      initialValues={notice ? valuesOf(notice) : newValues(user.unit?.name ?? '')}
      disabled={save.isRunning}
      requiredMark
      scrollToFirstError
    >
      <h3 className={styles.title}>{notice ? text.changeNotice : text.newNotice}</h3>
      <ContentFields />
      <AudienceFields />
      <ValidityFields />
      <Form.Item name="isPinned" valuePropName="checked">
        <Checkbox>{text.pinned}</Checkbox>
      </Form.Item>
      <FilesField files={files} onChange={setFiles} mistakes={save.problem?.problem.errors ?? []} />
      <ProblemAlert problem={save.problem} />
      <div className={styles.buttons}>
        {!isPublished && (
          <Button type="primary" loading={save.isRunning} onClick={() => void submit(true)}>
            {text.publish}
          </Button>
        )}
        <Button
          type={isPublished ? 'primary' : 'default'}
          loading={save.isRunning}
          onClick={() => void submit(false)}
        >
          {isPublished ? text.saveChanges : text.save}
        </Button>
        <Button onClick={() => renderParameters.set({ task: null })}>{text.cancel}</Button>
      </div>
    </Form>
  );
}

type Mistakes = readonly { pointer: string }[] | undefined;

/** Puts what the service found wrong beside its field. */
function useServiceMistakes(
  form: ReturnType<typeof Form.useForm<NoticeValues>>[0],
  mistakes: Mistakes,
  message: string,
): void {
  useEffect(() => {
    const names = (mistakes ?? []).flatMap(({ pointer }) => fieldAt(pointer) ?? []);
    form.setFields(names.map((name) => ({ name, errors: [message] })));
  }, [form, mistakes, message]);
}
