import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import { useEffect, useState } from 'react';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import type { RelyingPartyDetail } from '../../../contract/relying-party.ts';
import { wizardMessages } from './wizard-messages.ts';
import { registrationOf, type WizardValues } from './wizard-values.ts';

/**
 * Registers or changes. When somebody else was quicker, what she made of it is read, so that it can be shown beside
 * what was opened; `keepMine` goes on from there.
 */
export function useSaveSystem(opened: RelyingPartyDetail | undefined, onSecret: (secret: string) => void) {
  const text = useMessages(wizardMessages);
  const { resources, renderParameters } = usePortlet();
  const [revision, setRevision] = useState(opened?.revision);
  const [theirs, setTheirs] = useState<RelyingPartyDetail>();
  const put = useAdminAction<{ clientSecret?: string }>(async ({ body }) => {
    await resources.refresh('systems', 'system');
    if (!opened && body.clientSecret !== undefined) onSecret(body.clientSecret);
    else renderParameters.set({ task: null });
  });
  const isOutdated = opened !== undefined && isProblem(put.problem, 'revision-outdated');
  useEffect(() => {
    if (!isOutdated) return undefined;
    const reading = new AbortController();
    resources.read<RelyingPartyDetail>('system', { signal: reading.signal }).then(setTheirs, () => undefined);
    return () => reading.abort();
  }, [isOutdated, resources]);
  return {
    ...put,
    /** What the other administrator made of it; only while her change is in the way. */
    outdatedBy: isOutdated && theirs?.revision !== revision ? theirs : undefined,
    keepMine: () => setRevision(theirs?.revision),
    save: (values: WizardValues) =>
      put.run({
        method: 'PUT',
        path: `/relying-parties/${encodeURIComponent(opened?.clientId ?? values.clientId.trim())}`,
        body: registrationOf(values, opened?.registration) as never,
        revision,
        done: opened ? text.changed : text.registered,
      }),
  };
}
