import {
  useLocale,
  useMessages,
  usePortlet,
  usePreferences,
  useRenderParameter,
  useResource,
} from '@yimen/portlet-sdk';
import { type ProblemError, shownProblem } from '@yimen/problem';
import { Button, ErrorState, formatPercent, LoadingState, type MoneyUnit } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { ExecutionByUnit } from '../../../contract/execution.ts';
import { budgetUnitsMessages } from './budget-units-messages.ts';
import styles from './budget-units-view.module.css';
import { UnitTable } from './unit-table.tsx';

/** View mode: one row a unit. The chosen row is the page's public render parameter `unit`. */
export function BudgetUnitsView(): ReactNode {
  const text = useMessages(budgetUnitsMessages);
  const locale = useLocale();
  const [unit, setUnit] = useRenderParameter('unit');
  const [{ money }, savePreferences] = usePreferences<{ money: MoneyUnit }>();
  const { notices } = usePortlet();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<ExecutionByUnit>('units');
  if (isLoading) return <LoadingState lines={8} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  const chosen = data.rows.find(({ id }) => id === unit);
  return (
    <>
      <UnitTable
        report={data}
        money={money}
        chosen={unit}
        onChoose={(id) => setUnit(id === unit ? null : id)}
        onMoneyChange={(changed) =>
          void savePreferences({ money: changed }).catch((error: ProblemError) => notices.error(error))
        }
        toolbar={
          <span className={styles.bar}>
            <span>{text.elapsed(formatPercent(data.asOf.elapsed))}</span>
            <span aria-live="polite">{chosen ? text.chosen(chosen.name[locale]) : ''}</span>
            {chosen ? (
              <Button type="link" size="small" onClick={() => setUnit(null)}>
                {text.clear}
              </Button>
            ) : null}
          </span>
        }
      />
      <div className={styles.foot}>
        <span>{text.asOf(data.asOf.day)}</span>
        {data.isDemonstration ? <span>{text.demonstration}</span> : null}
      </div>
    </>
  );
}
