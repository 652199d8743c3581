import { useAction, useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { BudgetLimits } from '@yimen/shell-contract';
import { Button, ErrorState, formatDateTime, LoadingState, Modal } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { BudgetDialog } from './budget-dialog.tsx';
import { budgetKinds } from './budget-kinds.ts';
import { healthMessages } from './health-messages.ts';

/** Limits that administrators have set, for one module each or for all. */
export function BudgetList(): ReactNode {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const isOperator = usePortlet().user.roles.includes('administrator');
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<BudgetLimits[]>('budgets');
  const [edited, setEdited] = useState<BudgetLimits | 'new'>();
  return (
    <>
      <div className={common.bar}>
        <h3 className={common.heading}>{text.limits}</h3>
        {isOperator && (
          <Button size="small" onClick={() => setEdited('new')}>
            {text.addLimits}
          </Button>
        )}
      </div>
      {isLoading && <LoadingState lines={3} />}
      {!isLoading && !data && (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
      {data?.length === 0 && <p className={common.facts}>{text.noLimits}</p>}
      {data && data.length > 0 && (
        <ul className={common.list} aria-label={text.limits}>
          {data.map((limits) => (
            <LimitsCard
              key={limits.portlet}
              limits={limits}
              isOperator={isOperator}
              onEdit={() => setEdited(limits)}
            />
          ))}
        </ul>
      )}
      {edited && (
        <BudgetDialog limits={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  );
}

type CardProps = {
  readonly limits: BudgetLimits;
  readonly isOperator: boolean;
  readonly onEdit: () => void;
};

function LimitsCard({ limits, isOperator, onEdit }: CardProps): ReactNode {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const [isRemoving, setRemoving] = useState(false);
  const { portlet, limits: values, changedAt, changedBy } = limits;
  const name = portlet === '*' ? text.everyPortlet : portlet;
  const facts = budgetKinds.flatMap((kind) => {
    const value = values[kind];
    return value === undefined ? [] : [text.limitIs(kind, value)];
  });
  return (
    <li className={common.card}>
      <div className={common.bar}>
        <b>{name}</b>
        {isOperator && (
          <span className={common.actions}>
            <Button size="small" aria-label={`${text.change} ${name}`} onClick={onEdit}>
              {text.change}
            </Button>
            <Button size="small" aria-label={`${text.remove} ${name}`} onClick={() => setRemoving(true)}>
              {text.remove}
            </Button>
          </span>
        )}
      </div>
      <p className={common.facts}>
        {[...facts, text.changed(formatDateTime(changedAt, { locale }), changedBy)].join(' · ')}
      </p>
      {isRemoving && <RemoveDialog portlet={portlet} name={name} onClose={() => setRemoving(false)} />}
    </li>
  );
}

type RemoveProps = { readonly portlet: string; readonly name: string; readonly onClose: () => void };

function RemoveDialog({ portlet, name, onClose }: RemoveProps): ReactNode {
  const text = useMessages(healthMessages);
  const { resources, notices } = usePortlet();
  const remove = useAction(async () => {
    await resources.send('DELETE', `/api/operations/budgets/${encodeURIComponent(portlet)}`);
    notices.success(text.done);
    await resources.refresh('budgets');
    return true;
  });
  return (
    <Modal
      open
      title={text.removeTitle(name)}
      okText={text.remove}
      cancelText={text.cancel}
      okButtonProps={{ loading: remove.isRunning }}
      onOk={() => void remove.run().then((isDone) => isDone && onClose())}
      onCancel={onClose}
    >
      <p>{text.removeMeans}</p>
      <ProblemAlert problem={remove.problem} />
    </Modal>
  );
}
