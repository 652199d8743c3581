import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { ErrorState, LoadingState, Select } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { CopyButton } from '../../../common/copy-button.tsx';
import type { Configurations, ConfigurationText } from '../../../contract/relying-party.ts';
import styles from './systems.module.css';
import { wizardMessages } from './wizard-messages.ts';

/** Files to copy into the system, for the framework that it is made with. */
export function ConfigurationPart(): ReactNode {
  const text = useMessages(wizardMessages);
  const locale = useLocale();
  const [chosen, setChosen] = useState<string>();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<Configurations>('configurations');
  if (isLoading) return <LoadingState lines={8} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  const shown = data.configurations.find(({ id }) => id === chosen) ?? data.configurations[0];
  return (
    <div className={styles.block}>
      <Select
        aria-label={text.framework}
        value={shown?.id ?? ''}
        options={data.configurations.map(({ id, framework }) => ({ value: id, label: framework }))}
        onChange={setChosen}
      />
      {shown && <Framework configuration={shown} />}
    </div>
  );
}

function Framework({ configuration }: { readonly configuration: ConfigurationText }): ReactNode {
  const text = useMessages(wizardMessages);
  const locale = useLocale();
  return (
    <>
      <div className={common.quiet}>{text.versions(configuration.versions)}</div>
      <ul>
        {configuration.notes.map((note) => (
          <li key={note['en-US']}>{note[locale]}</li>
        ))}
      </ul>
      {configuration.files.map((file) => (
        <section key={file.name} aria-label={file.name} className={styles.block}>
          <div className={common.bar}>
            <strong>{file.name}</strong>
            <CopyButton text={file.text} label={file.name} />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
          <pre className={styles.code} tabIndex={0}>
            {file.text}
          </pre>
        </section>
      ))}
    </>
  );
}
