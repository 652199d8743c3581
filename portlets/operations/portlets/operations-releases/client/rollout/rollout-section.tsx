import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import type { AdminDirectory, OperatedPortletDetail, ReleaseDetail, Rollout } from '@yimen/shell-contract';
import { Button } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../../common/common.module.css';
import { RolloutDialog } from './rollout-dialog.tsx';
import { rolloutMessages } from './rollout-messages.ts';

type Props = { readonly portlet: OperatedPortletDetail; readonly release: ReleaseDetail };

/** Who gets a canary release, for who may change it; nothing for releases that are no canary and will not be one next. */
export function RolloutSection({ portlet, release }: Props): ReactNode {
  const text = useMessages(rolloutMessages);
  const isOperator = usePortlet().user.roles.includes('administrator');
  const [isOpen, setOpen] = useState(false);
  if (!isOperator || (release.state !== 'canary' && release.state !== 'approved')) return null;
  if (release.state === 'approved' && !release.rollout && !isOpen) {
    return (
      <p className={common.actions}>
        <SetButton release={release} onClick={() => setOpen(true)} />
      </p>
    );
  }
  return (
    <div className={common.actions}>
      <span>
        <b>{text.rings}</b> <Rings rollout={release.rollout} />
      </span>
      <SetButton release={release} onClick={() => setOpen(true)} />
      {isOpen && <RolloutDialog portlet={portlet} release={release} onClose={() => setOpen(false)} />}
    </div>
  );
}

function SetButton({ release, onClick }: { readonly release: ReleaseDetail; readonly onClick: () => void }) {
  const text = useMessages(rolloutMessages);
  return (
    <Button size="small" aria-label={`${text.set} ${release.version}`} onClick={onClick}>
      {text.set}
    </Button>
  );
}

function Rings({ rollout }: { readonly rollout: Rollout | null }): ReactNode {
  const text = useMessages(rolloutMessages);
  const locale = useLocale();
  const { data } = useResource<AdminDirectory>('directory');
  const nameIn = (list: AdminDirectory['roles'] | undefined) => (id: string) =>
    list?.find((one) => one.id === id)?.name[locale] ?? id;
  if (!rollout) return text.nobody;
  const { units, roles, percent } = rollout.rings;
  const { errorRate, requestFailureRate, minimumLoads } = rollout.budget;
  const parts = [
    ...(units.length > 0 ? [text.units(units.map(nameIn(data?.units)).join('、'))] : []),
    ...(roles.length > 0 ? [text.roles(roles.map(nameIn(data?.roles)).join('、'))] : []),
    ...(percent > 0 ? [text.percent(percent)] : []),
  ];
  const budget = text.budget(inPercent(errorRate), inPercent(requestFailureRate), minimumLoads);
  return [parts.length > 0 ? parts.join(' · ') : text.nobody, budget].join(' · ');
}

const inPercent = (share: number) => Math.round(share * 1000) / 10;
