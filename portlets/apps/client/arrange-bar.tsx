import { useAction, useLocale, useMessages, usePortlet, usePreferences } from '@yimen/portlet-sdk';
import { problemTitle } from '@yimen/problem';
import { Alert, Button } from '@yimen/ui';
import { LeftOutlined, PushpinOutlined, RightOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import type { BusinessSystem } from '../contract/systems.ts';
import styles from './apps.module.css';
import { appsMessages } from './apps-messages.ts';
import { moved, toggled } from './favourites.ts';

/** Makes a system a favourite and gives it its place. */
export function ArrangeBar({
  system,
  all,
}: {
  system: BusinessSystem;
  all: readonly BusinessSystem[];
}): ReactNode {
  const text = useMessages(appsMessages);
  const locale = useLocale();
  const { preferences, notices } = usePortlet();
  const [{ favourites }, save] = usePreferences<{ favourites: string[] }>();
  const name = system.name[locale];
  const shown = all.map((other) => other.clientId);
  const places = favourites.filter((id) => shown.includes(id));
  const place = places.indexOf(system.clientId);
  const isFixed = preferences.readOnly.includes('favourites');
  const keep = useAction(async (next: string[]) => {
    await save({ favourites: next });
    const now = next.filter((id) => shown.includes(id));
    const at = now.indexOf(system.clientId);
    notices.info(at < 0 ? text.isRemoved(name) : text.isAt(name, at + 1, now.length));
  });
  const move = (step: -1 | 1) => void keep.run(moved(favourites, shown, system.clientId, step));
  const isOff = isFixed || keep.isRunning;
  return (
    <div className={styles.arrange}>
      <Button
        size="small"
        type={place < 0 ? 'default' : 'primary'}
        icon={<PushpinOutlined aria-hidden />}
        aria-label={place < 0 ? text.add(name) : text.remove(name)}
        title={place < 0 ? text.add(name) : text.remove(name)}
        aria-pressed={place >= 0}
        disabled={isOff}
        onClick={() => void keep.run(toggled(favourites, system.clientId))}
      />
      {place >= 0 && (
        <>
          <Button
            size="small"
            icon={<LeftOutlined aria-hidden />}
            aria-label={text.forward(name)}
            title={text.forward(name)}
            disabled={isOff || place === 0}
            onClick={() => move(-1)}
          />
          <Button
            size="small"
            icon={<RightOutlined aria-hidden />}
            aria-label={text.back(name)}
            title={text.back(name)}
            disabled={isOff || place === places.length - 1}
            onClick={() => move(1)}
          />
        </>
      )}
      {keep.problem && <Alert type="error" showIcon title={problemTitle(keep.problem.problem, locale)} />}
    </div>
  );
}
