import type { Maintenance, ReleaseView } from '@yimen/shell-contract';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/shell-services.ts';
import { maintenanceAt, nextChange } from './maintenance.ts';

/** A timer takes at most 2^31 milliseconds; what is further away is looked at again. */
const MOST_WAIT = 3_600_000;

/** The maintenance that a window's release is in now. It begins and ends by itself, without the portal server. */
export function useMaintenance(release: ReleaseView | null): Maintenance | null {
  const { syncWindows } = useServices();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const next = nextChange(release, now);
    if (next === null) return;
    const timer = setTimeout(
      () => {
        // Windows whose code was not loaded begin now.
        syncWindows();
        setNow(Date.now());
      },
      Math.min(Math.max(next - Date.now(), 0), MOST_WAIT),
    );
    return () => clearTimeout(timer);
  }, [release, now, syncWindows]);
  // Not `now`: a plan that came by the event stream may have begun since.
  return maintenanceAt(release, Date.now());
}
