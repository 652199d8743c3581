import { useObservable } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { Dialog } from '../app/dialog.tsx';
import { LoadingPart } from '../app/loading-part.tsx';
import { useServices, useTexts } from '../app/shell-services.ts';
import { useLoaded } from '../app/use-loaded.ts';
import { loadSafeMode } from './load-safe-mode.ts';

/** The bar of safe mode, while the address asks for it. */
export function SafeMode(): ReactNode {
  const { navigator } = useServices();
  const { only } = useObservable(navigator.address);
  return only === null ? null : <LoadedBar only={only} />;
}

function LoadedBar({ only }: { readonly only: readonly string[] }): ReactNode {
  const { value } = useLoaded(loadSafeMode);
  return value && <value.SafeModeBar only={only} />;
}

/** The dialog for somebody whose page does not work. */
export function SafeModeHelp({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { pageBroken } = useTexts();
  const { value, ...loading } = useLoaded(loadSafeMode);
  if (value) return <value.HelpDialog onClose={onClose} />;
  return (
    <Dialog title={pageBroken} onClose={onClose}>
      <LoadingPart {...loading} />
    </Dialog>
  );
}
