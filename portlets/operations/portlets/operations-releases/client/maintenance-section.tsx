import { useAction, useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { OperatedPortletDetail, PlannedMaintenance } from '@yimen/shell-contract';
import { Button, formatDateTime, Modal, StatusTag } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { releasesMessages } from './releases-messages.ts';

type Props = { readonly portlet: OperatedPortletDetail; readonly isOperator: boolean };

/** When the module is out of use, and planning that. */
export function MaintenanceSection({ portlet, isOperator }: Props): ReactNode {
  const text = useMessages(releasesMessages);
  const [isPlanning, setPlanning] = useState(false);
  return (
    <>
      <div className={common.bar}>
        <h3 className={common.heading}>{text.maintenance}</h3>
        {isOperator && (
          <Button size="small" onClick={() => setPlanning(true)}>
            {text.plan}
          </Button>
        )}
      </div>
      {portlet.maintenance.length === 0 ? (
        <p className={common.facts}>{text.noMaintenance}</p>
      ) : (
        <ul className={common.list} aria-label={text.maintenance}>
          {portlet.maintenance.map((window) => (
            <MaintenanceLine key={window.id} window={window} isOperator={isOperator} />
          ))}
        </ul>
      )}
      {isPlanning && <PlanDialog portlet={portlet} onClose={() => setPlanning(false)} />}
    </>
  );
}

type LineProps = { readonly window: PlannedMaintenance; readonly isOperator: boolean };

function MaintenanceLine({ window, isOperator }: LineProps): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const [isEnding, setEnding] = useState(false);
  const now = Date.now();
  const state =
    window.endedAt !== null || window.to <= now ? 'over' : window.from <= now ? ('now' as const) : 'ahead';
  const to = window.endedAt ?? window.to;
  return (
    <li className={common.card}>
      <div className={common.bar}>
        <span>
          {formatDateTime(window.from, { locale })} – {formatDateTime(to, { locale })} ·{' '}
          {window.version ?? text.allVersions}
        </span>
        <span className={common.actions}>
          <StatusTag tone={state === 'now' ? 'warning' : 'neutral'}>{text.maintenanceState(state)}</StatusTag>
          {isOperator && state !== 'over' && (
            <Button size="small" onClick={() => setEnding(true)}>
              {text.end}
            </Button>
          )}
        </span>
      </div>
      <p className={common.facts}>{window.text[locale]}</p>
      {isEnding && <EndDialog window={window} onClose={() => setEnding(false)} />}
    </li>
  );
}

type EndProps = { readonly window: PlannedMaintenance; readonly onClose: () => void };

function EndDialog({ window, onClose }: EndProps): ReactNode {
  const text = useMessages(releasesMessages);
  const { resources, notices } = usePortlet();
  const end = useAction(async () => {
    await resources.send('DELETE', `/api/operations/portlets/${window.portlet}/maintenance/${window.id}`);
    notices.success(text.ended);
    await resources.refresh('portlet', 'portlets', 'trail');
    return true;
  });
  return (
    <Modal
      open
      title={text.endTitle}
      okText={text.end}
      cancelText={text.cancel}
      okButtonProps={{ loading: end.isRunning }}
      onOk={() => void end.run().then((isDone) => isDone && onClose())}
      onCancel={onClose}
    >
      <ProblemAlert problem={end.problem} />
    </Modal>
  );
}
