import { useAction, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { NoticeDetail, NoticeWritten } from '../contract/notice.ts';
import { formMessages } from './form-messages.ts';
import { contentOf, type NoticeValues } from './notice-values.ts';

/** What is sent beside the fields. */
export type NoticeFiles = { kept: string[]; added: File[] };

/** Saves the form as a draft or a change, publishes it when asked to, and opens the notice. */
export function useSaveNotice(notice: NoticeDetail | undefined) {
  const text = useMessages(formMessages);
  const { resources, notices, renderParameters } = usePortlet();

  return useAction(async (values: NoticeValues, files: NoticeFiles, isPublishing: boolean) => {
    const revision = notice?.managed?.revision;
    const content = contentOf(values);
    const form = new FormData();
    const whole = revision === undefined ? content : { ...content, revision, keptAttachments: files.kept };
    form.set('notice', JSON.stringify(whole));
    for (const file of files.added) form.append('attachments', file, file.name);
    const path = '/api/notices';
    const saved = notice
      ? await resources.send<NoticeWritten>('PUT', `${path}/${encodeURIComponent(notice.id)}`, form)
      : await resources.send<NoticeWritten>('POST', path, form);
    const isPublished = isPublishing && (await publish(saved));
    // The draft is there, whatever became of publishing it: the form must not make a second one.
    renderParameters.set({ task: null, notice: saved.id }, { replace: true });
    if (!isPublishing || isPublished) notices.success(successText(isPublished));
    else notices.error(text.savedNotPublished);
    await resources.refresh('notices', 'notice');
  });

  async function publish({ id, revision }: NoticeWritten): Promise<boolean> {
    const body = { revision };
    return resources.send('POST', `/api/notices/${encodeURIComponent(id)}/publish`, body).then(
      () => true,
      () => false,
    );
  }

  function successText(isPublished: boolean): string {
    if (isPublished) return text.published;
    return notice ? text.savedChanges : text.saved;
  }
}
