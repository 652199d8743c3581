import { useAction, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button, Radio } from '@yimen/ui';
import { DownloadOutlined, UploadOutlined } from '@yimen/ui/icons';
import { type ReactNode, useRef, useState } from 'react';
import common from '../../../../common/common.module.css';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import type { ImportBatch, ImportKind } from '../../../../contract/import.ts';
import { BackButton } from '../person/person-page.tsx';
import { importMessages } from './import-messages.ts';
import styles from './import-page.module.css';
import { ImportResult } from './import-result.tsx';

const most = 64 * 1024 * 1024;

/** A file: first what is wrong with it, all of it; then all of it or nothing is taken. */
export function ImportPage(): ReactNode {
  const text = useMessages(importMessages);
  const [batch, setBatch] = useState<ImportBatch>();
  return (
    <div className={common.page}>
      <div className={common.actions}>
        <BackButton />
        <h3 className={styles.heading}>{text.title}</h3>
      </div>
      <p className={common.quiet}>{text.hint}</p>
      {batch ? (
        <ImportResult key={batch.id} first={batch} onAnother={() => setBatch(undefined)} />
      ) : (
        <ChooseFile onChecked={setBatch} />
      )}
    </div>
  );
}

function ChooseFile({ onChecked }: { readonly onChecked: (batch: ImportBatch) => void }): ReactNode {
  const text = useMessages(importMessages);
  const { resources } = usePortlet();
  const [kind, setKind] = useState<ImportKind>('people');
  const [file, setFile] = useState<File>();
  const field = useRef<HTMLInputElement>(null);
  const isTooLarge = file !== undefined && file.size > most;
  const check = useAction(async (chosen: File) => {
    // A service knows nothing better about it than that it is a CSV file; browsers call it many things.
    const body = new Blob([chosen], { type: 'text/csv' });
    const query = { kind, fileName: chosen.name.slice(0, 200) };
    onChecked(await resources.send<ImportBatch>('POST', '/api/admin/imports', body, { query }));
  });
  return (
    <>
      <div className={common.actions}>
        <Radio.Group
          aria-label={text.kind}
          value={kind}
          onChange={(event) => setKind(event.target.value as ImportKind)}
          options={(['people', 'units', 'posts'] as const).map((value) => ({ value, label: text[value] }))}
        />
        <Template kind={kind} />
      </div>
      <div className={common.actions}>
        <input
          ref={field}
          className={styles.file}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          aria-label={text.chooseFile}
          tabIndex={-1}
          onChange={(event) => setFile(event.target.files?.[0])}
        />
        <Button icon={<UploadOutlined />} onClick={() => field.current?.click()}>
          {text.chooseFile}
        </Button>
        <span aria-live="polite">{file ? text.chosen(file.name) : text.needFile}</span>
      </div>
      {isTooLarge && <p role="alert">{text.tooLarge}</p>}
      <ProblemAlert problem={check.problem} />
      <div>
        <Button
          type="primary"
          disabled={file === undefined || isTooLarge}
          loading={check.isRunning}
          onClick={() => file && void check.run(file)}
        >
          {text.check}
        </Button>
      </div>
    </>
  );
}

function Template({ kind }: { readonly kind: ImportKind }): ReactNode {
  const text = useMessages(importMessages);
  const heads = { people: text.templatePeople, units: text.templateUnits, posts: text.templatePosts };
  const download = () => {
    // The byte order mark lets Excel read UTF-8.
    const url = URL.createObjectURL(new Blob([`\ufeff${heads[kind]}\r\n`], { type: 'text/csv' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: `${kind}.csv` });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button type="link" size="small" icon={<DownloadOutlined />} onClick={download}>
      {text.template}
    </Button>
  );
}
