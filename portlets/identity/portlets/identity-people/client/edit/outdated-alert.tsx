import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { Alert } from '@yimen/ui';
import type { ReactNode } from 'react';
import { DifferenceTable } from '../../../../common/difference/difference-table.tsx';
import { fieldLabels } from '../../../../common/difference/field-labels.ts';
import { useOrganisation } from '../../../../common/use-organisation.ts';
import { formMessages } from './form-messages.ts';
import type { Merged } from './person-values.ts';

/** What the other administrator changed while the form was open, and what to do now. */
export function OutdatedAlert({ merged }: { readonly merged: Merged }): ReactNode {
  const text = useMessages(formMessages);
  const locale = useLocale();
  const { nameOf } = useOrganisation();
  const both = merged.both.map((field) => fieldLabels[locale][field] ?? field);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={text.outdated}
      description={
        <>
          <p>{text.outdatedHint}</p>
          <DifferenceTable before={merged.before} after={merged.after} label={text.theirs} nameOf={nameOf} />
          {both.length > 0 && <p>{text.outdatedBoth(both.join(locale === 'zh-CN' ? '、' : ', '))}</p>}
        </>
      }
    />
  );
}
