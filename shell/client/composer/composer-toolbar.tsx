import { type ReactNode, useState } from 'react';
import { Button } from '../app/button.tsx';
import { Dialog } from '../app/dialog.tsx';
import { useLocalized, useServices, useTexts } from '../app/shell-services.ts';
import { AddNodeDialog } from './add-node-dialog.tsx';
import { useAct, useComposer, useComposerState, useComposerTexts } from './composer-context.ts';
import styles from './composer-toolbar.module.css';
import { VersionsDialog } from './versions-dialog.tsx';

/** What can be done with the page that is composed. */
export function ComposerToolbar(): ReactNode {
  const texts = useComposerTexts();
  const localized = useLocalized();
  const { navigator } = useServices();
  const page = useComposerState((state) => state.page);
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>
        {texts.title}
        {page && <span className={styles.page}>{localized(page.title)}</span>}
      </h1>
      {page && <PageState />}
      <div className={styles.actions}>
        {page && <PageActions />}
        <Button icon="back" onClick={() => navigator.open({ kind: 'page', slug: null })}>
          {texts.back}
        </Button>
      </div>
    </div>
  );
}

function PageState(): ReactNode {
  const texts = useComposerTexts();
  const page = useComposerState((state) => state.page);
  const isDirty = useComposerState((state) => state.isDirty);
  if (!page) return null;
  return (
    <span className={styles.state} role="status">
      <span className={styles.tag}>
        {page.version > 0 ? texts.published(page.version) : texts.unpublished}
      </span>
      {page.hasDraft && <span className={styles.tag}>{texts.draft}</span>}
      {isDirty && <span className={styles.dirty}>{texts.changed}</span>}
    </span>
  );
}

type OpenDialog = 'add' | 'publish' | 'versions' | null;

function PageActions(): ReactNode {
  const texts = useComposerTexts();
  const shared = useTexts();
  const composer = useComposer();
  const act = useAct();
  const { navigator } = useServices();
  const { page, isDirty, isSaving } = useComposerState((state) => state);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const close = () => setDialog(null);
  if (!page) return null;
  const saved = () => (composer.store.getState().hasConflict ? null : texts.saved);
  return (
    <>
      <Button icon="add" onClick={() => setDialog('add')}>
        {shared.addModule}
      </Button>
      <Button disabled={!isDirty || isSaving} onClick={() => void act(composer.saveDraft, saved)}>
        {texts.saveDraft}
      </Button>
      <Button
        tone="primary"
        disabled={isSaving || !(isDirty || page.hasDraft)}
        onClick={() => setDialog('publish')}
      >
        {texts.publish}
      </Button>
      <Button onClick={() => setDialog('versions')}>{texts.versions}</Button>
      {page.version > 0 && (
        <Button onClick={() => navigator.open({ kind: 'page', slug: page.slug })}>{texts.openPage}</Button>
      )}
      {dialog === 'add' && <AddNodeDialog onClose={close} />}
      {dialog === 'publish' && <PublishDialog onClose={close} />}
      {dialog === 'versions' && <VersionsDialog page={page} onClose={close} />}
    </>
  );
}

function PublishDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useComposerTexts();
  const shared = useTexts();
  const localized = useLocalized();
  const composer = useComposer();
  const act = useAct();
  const page = useComposerState((state) => state.page);
  const publish = () => {
    onClose();
    void act(composer.publish, () => {
      const { page: now, hasConflict } = composer.store.getState();
      return now && !hasConflict ? texts.publishedNow(now.version) : null;
    });
  };
  if (!page) return null;
  return (
    <Dialog
      title={texts.publishTitle(localized(page.title))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{shared.cancel}</Button>
          <Button tone="primary" data-autofocus="true" onClick={publish}>
            {texts.publish}
          </Button>
        </>
      }
    >
      {texts.publishIntro}
    </Dialog>
  );
}
