import { useMessages } from '@yimen/portlet-sdk';
import { Alert, Form } from '@yimen/ui';
import type { ReactNode } from 'react';
import { DifferenceTable } from '../../../common/difference/difference-table.tsx';
import { useOrganisation } from '../../../common/use-organisation.ts';
import type { RelyingPartyDetail } from '../../../contract/relying-party.ts';
import { changedMembers } from './changed-members.ts';
import { wizardMessages } from './wizard-messages.ts';
import { newValues, registrationOf, type WizardValues } from './wizard-values.ts';

/** Step 5: what will be sent: everything of a new system, only the changes of one that exists. */
export function ConfirmStep({ opened }: { readonly opened: RelyingPartyDetail | undefined }): ReactNode {
  const text = useMessages(wizardMessages);
  const form = Form.useFormInstance<WizardValues>();
  const { nameOf } = useOrganisation();
  const values = { ...newValues, ...form.getFieldsValue(true) };
  const wanted = registrationOf(values, opened?.registration);
  const { before, after } = opened
    ? changedMembers(opened.registration, wanted)
    : { before: null, after: { clientId: values.clientId, ...wanted } };
  return (
    <>
      <Alert type="info" showIcon title={opened ? text.confirmChangeHint : text.confirmHint} />
      {opened && Object.keys(after).length === 0 ? (
        <p>{text.noChange}</p>
      ) : (
        <DifferenceTable label={text.stepOf(4)} before={before} after={after} nameOf={nameOf} />
      )}
    </>
  );
}
