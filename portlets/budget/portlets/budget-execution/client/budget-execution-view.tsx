import {
  useLocale,
  useMessages,
  usePortlet,
  usePreferences,
  useRenderParameter,
  useResource,
} from '@yimen/portlet-sdk';
import { type ProblemError, shownProblem } from '@yimen/problem';
import {
  Button,
  EmptyState,
  ErrorState,
  formatPercent,
  LoadingState,
  type MoneyUnit,
  moneyUnitName,
  UnitSwitch,
} from '@yimen/ui';
import { type ChartView, ChartViewSwitch } from '@yimen/ui/charts';
import type { ReactNode } from 'react';
import type { ExecutionBySubject } from '../../../contract/execution.ts';
import { budgetExecutionMessages } from './budget-execution-messages.ts';
import styles from './budget-execution-view.module.css';
import { SubjectChart } from './subject-chart.tsx';
import { SubjectTable } from './subject-table.tsx';

type Preferences = { display: ChartView; money: MoneyUnit };

/** View mode: the subjects of the chosen unit, as a table or a chart. */
export function BudgetExecutionView(): ReactNode {
  const text = useMessages(budgetExecutionMessages);
  const locale = useLocale();
  const [unit, setUnit] = useRenderParameter('unit');
  const [preferences, savePreferences] = usePreferences<Preferences>();
  const { notices } = usePortlet();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<ExecutionBySubject>('subjects', {
    keepPrevious: true,
  });
  const save = (changes: Partial<Preferences>) =>
    void savePreferences(changes).catch((error: ProblemError) => notices.error(error));
  const unitName = data?.unit?.id === unit ? data?.unit?.name[locale] : unit;
  return (
    <>
      {unit === undefined ? null : (
        <div className={styles.filter}>
          <span>{text.unit(unitName ?? unit)}</span>
          <Button type="link" size="small" onClick={() => setUnit(null)}>
            {text.allUnits}
          </Button>
        </div>
      )}
      {isLoading ? (
        <LoadingState lines={8} />
      ) : !data ? (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      ) : (
        <>
          <SubjectReport report={data} preferences={preferences} onSave={save} />
          <div className={styles.foot}>
            <span>
              {text.asOf(data.asOf.day)} · {data.unit ? data.unit.name[locale] : text.ofAll} ·{' '}
              {text.amounts(moneyUnitName(preferences.money, locale))}
            </span>
            {data.isDemonstration ? <span>{text.demonstration}</span> : null}
          </div>
        </>
      )}
    </>
  );
}

type SubjectReportProps = {
  readonly report: ExecutionBySubject;
  readonly preferences: Preferences;
  readonly onSave: (changes: Partial<Preferences>) => void;
};

/** The report as the person prefers it. The table has a line of tools itself; the chart gets the same one. */
function SubjectReport({ report, preferences, onSave }: SubjectReportProps): ReactNode {
  const text = useMessages(budgetExecutionMessages);
  const { display, money } = preferences;
  const tools = (
    <span className={styles.bar}>
      <ChartViewSwitch value={display} onChange={(chosen) => onSave({ display: chosen })} />
      <span>{text.elapsed(formatPercent(report.asOf.elapsed))}</span>
    </span>
  );
  const changeMoney = (chosen: MoneyUnit) => onSave({ money: chosen });
  if (report.rows.length === 0) return <EmptyState text={text.empty} />;
  if (display === 'table') {
    return <SubjectTable report={report} money={money} toolbar={tools} onMoneyChange={changeMoney} />;
  }
  return (
    <>
      <div className={styles.tools}>
        {tools}
        <UnitSwitch value={money} onChange={changeMoney} />
      </div>
      <SubjectChart report={report} money={money} />
    </>
  );
}
