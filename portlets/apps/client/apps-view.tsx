import { useLocale, useMessages, usePreferences, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, EmptyState, ErrorState, Input, LoadingState } from '@yimen/ui';
import { SearchOutlined } from '@yimen/ui/icons';
import { type ReactNode, useState } from 'react';
import type { BusinessSystem, SystemsAnswer } from '../contract/systems.ts';
import styles from './apps.module.css';
import { appsMessages } from './apps-messages.ts';
import { inOrder } from './favourites.ts';
import { findSystems } from './find-systems.ts';
import { SystemTiles } from './system-tiles.tsx';

const manySystems = 8;

/** View mode: tiles of the systems that the person may use. */
export function AppsView(): ReactNode {
  const locale = useLocale();
  const text = useMessages(appsMessages);
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<SystemsAnswer>('systems');
  if (isLoading) return <LoadingState lines={3} />;
  if (!data)
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  if (data.systems.length === 0) return <EmptyState text={text.none} hint={text.noneHint} />;
  return <Systems systems={data.systems} />;
}

function Systems({ systems }: { systems: readonly BusinessSystem[] }): ReactNode {
  const text = useMessages(appsMessages);
  const [{ favourites }] = usePreferences<{ favourites: string[] }>();
  const [typed, setTyped] = useState('');
  const [isArranging, setIsArranging] = useState(false);
  const isSearchable = systems.length > manySystems;
  const shown = findSystems(inOrder(systems, favourites), isSearchable ? typed : '');
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        {isSearchable && (
          <Input
            size="small"
            allowClear
            className={styles.search}
            aria-label={text.search}
            placeholder={text.search}
            prefix={<SearchOutlined aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <Button
          size="small"
          type={isArranging ? 'primary' : 'text'}
          onClick={() => setIsArranging(!isArranging)}
        >
          {isArranging ? text.done : text.arrange}
        </Button>
      </div>
      {shown.length === 0 ? (
        <EmptyState text={text.noneFound} size="small" />
      ) : (
        <SystemTiles systems={shown} all={systems} isArranging={isArranging} />
      )}
    </div>
  );
}
