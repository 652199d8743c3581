import { useMessages } from '@yimen/portlet-sdk';
import type { OperatedPortletDetail, ReleaseDetail, ReleaseState, ReleaseStep } from '@yimen/shell-contract';
import { Button } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import styles from './release-card.module.css';
import { releasesMessages } from './releases-messages.ts';
import { StepDialog } from './step-dialog.tsx';

type Props = { readonly portlet: OperatedPortletDetail; readonly release: ReleaseDetail };

const forward: readonly ReleaseState[] = ['tested', 'approved', 'canary', 'live'];

/** The steps that a release can take: what she may not do is left out, what is not possible yet says why. */
export function StepBar({ portlet, release }: Props): ReactNode {
  const text = useMessages(releasesMessages);
  const [step, setStep] = useState<ReleaseStep>();
  const offered = release.steps.filter(({ refusal }) => refusal !== 'permission');
  const nameOf = useStepName(release.state);
  if (offered.length === 0) return null;
  return (
    <fieldset className={styles.steps} aria-label={`${text.steps} ${release.version}`}>
      {offered.map((one) => {
        const isForward =
          forward.includes(one.to) && release.state !== 'canary' && release.state !== 'retired';
        return (
          <span key={one.to} className={styles.refused}>
            <Button
              size="small"
              type={isForward && one.refusal === null ? 'primary' : 'default'}
              danger={one.to === 'retired'}
              disabled={one.refusal !== null}
              onClick={() => setStep(one)}
            >
              {nameOf(one.to)}
            </Button>
            {one.refusal && <span className={common.quiet}>{text.refusal(one.refusal)}</span>}
          </span>
        );
      })}
      {step && (
        <StepDialog
          portlet={portlet}
          release={release}
          step={step}
          name={nameOf(step.to)}
          onClose={() => setStep(undefined)}
        />
      )}
    </fieldset>
  );
}

/** What a step is called: the same state is reached by approving and by stopping a canary. */
function useStepName(from: ReleaseState): (to: ReleaseState) => string {
  const text = useMessages(releasesMessages);
  return (to) => {
    if (from === 'canary' && to === 'approved') return text.stopCanary;
    if (from === 'retired' && to === 'live') return text.restore;
    return text.doStep(to);
  };
}
