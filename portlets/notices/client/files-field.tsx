import { useMessages } from '@yimen/portlet-sdk';
import { Alert, Button, Upload } from '@yimen/ui';
import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@yimen/ui/icons';
import { type ReactNode, useId } from 'react';
import { acceptedExtensions } from '../contract/attachment-types.ts';
import type { AttachmentView } from '../contract/notice.ts';
import { checkFiles } from './check-files.ts';
import { fileSize } from './file-size.ts';
import { formMessages } from './form-messages.ts';
import styles from './notices.module.css';

/** Attachments that stay, files that come, and what is wrong with them. */
export type ChosenFiles = { kept: AttachmentView[]; added: File[]; problems?: string[] };

type Props = {
  files: ChosenFiles;
  onChange: (files: ChosenFiles) => void;
  /** What the service found wrong. */
  mistakes: readonly { pointer: string }[];
};

/** The attachments of a notice that is being written. */
export function FilesField({ files, onChange, mistakes }: Props): ReactNode {
  const text = useMessages(formMessages);
  const labelId = useId();
  const change = (kept: AttachmentView[], added: File[]) => {
    const problems = checkFiles(kept.length, added, text);
    onChange({ kept, added, ...(problems && { problems }) });
  };
  const refused = mistakes.flatMap(({ pointer }) => {
    const index = /^\/body\/attachments\/(\d+)$/.exec(pointer)?.[1];
    const name = index === undefined ? undefined : files.added[Number(index)]?.name;
    return name === undefined ? [] : [text.badContent(name)];
  });
  const problems = files.problems ?? refused;
  return (
    <fieldset className={styles.fieldset} aria-labelledby={labelId}>
      <div id={labelId}>{text.files}</div>
      <ul className={styles.files}>
        {files.kept.map((file) => (
          <FileLine
            key={file.id}
            {...file}
            onRemove={() =>
              change(
                files.kept.filter((other) => other.id !== file.id),
                files.added,
              )
            }
          />
        ))}
        {files.added.map((file, index) => (
          <FileLine
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name
            key={`${index}-${file.name}`}
            name={file.name}
            size={file.size}
            onRemove={() =>
              change(
                files.kept,
                files.added.filter((other) => other !== file),
              )
            }
          />
        ))}
      </ul>
      <Upload
        multiple
        accept={acceptedExtensions}
        showUploadList={false}
        fileList={[]}
        beforeUpload={(file, batch) => {
          // Called once for every file of a choice; the whole choice is taken with its first.
          if (file === batch[0]) change(files.kept, [...files.added, ...batch]);
          return false;
        }}
      >
        <Button icon={<UploadOutlined aria-hidden />}>{text.chooseFiles}</Button>
      </Upload>
      <div className={styles.quiet}>{text.filesHint}</div>
      {problems.length > 0 && <Alert type="error" showIcon title={problems.join('；')} />}
    </fieldset>
  );
}

function FileLine(props: { name: string; size: number; onRemove: () => void }): ReactNode {
  const text = useMessages(formMessages);
  return (
    <li>
      <PaperClipOutlined aria-hidden /> {props.name}{' '}
      <span className={styles.quiet}>{fileSize(props.size)}</span>{' '}
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={text.takeAway(props.name)}
        onClick={props.onRemove}
      />
    </li>
  );
}
