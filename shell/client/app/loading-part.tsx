import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './loading-part.module.css';
import { useTexts } from './shell-services.ts';

/** In the place of a part of the shell that is on its way, or that could not be loaded. */
export function LoadingPart({ hasFailed, retry }: { hasFailed: boolean; retry: () => void }): ReactNode {
  const texts = useTexts();
  if (!hasFailed) return <p className={styles.text}>{texts.loading}</p>;
  return (
    <div className={styles.text} role="alert">
      <p>{texts.partFailed}</p>
      <Button icon="refresh" onClick={retry}>
        {texts.retry}
      </Button>
    </div>
  );
}
