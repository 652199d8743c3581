import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Alert, Button } from '@yimen/ui';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { DifferenceTable } from '../../../common/difference/difference-table.tsx';
import { useOrganisation } from '../../../common/use-organisation.ts';
import type { RelyingPartyDetail } from '../../../contract/relying-party.ts';
import { changedMembers } from './changed-members.ts';
import { wizardMessages } from './wizard-messages.ts';

type Props = {
  readonly opened: RelyingPartyDetail;
  readonly theirs: RelyingPartyDetail;
  readonly onKeep: () => void;
};

/** Somebody else was quicker: what she changed, and how to go on. Nothing that was entered is lost. */
export function OutdatedAlert({ opened, theirs, onKeep }: Props): ReactNode {
  const text = useMessages(wizardMessages);
  const { renderParameters } = usePortlet();
  const { nameOf } = useOrganisation();
  const { before, after } = changedMembers(opened.registration, theirs.registration);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={text.outdated}
      description={
        <>
          <p>{text.outdatedHint}</p>
          <DifferenceTable label={text.theirs} before={before} after={after} nameOf={nameOf} />
          <div className={common.actions}>
            <Button size="small" type="primary" onClick={onKeep}>
              {text.keepMine}
            </Button>
            <Button size="small" onClick={() => renderParameters.set({ task: null })}>
              {text.discard}
            </Button>
          </div>
        </>
      }
    />
  );
}
