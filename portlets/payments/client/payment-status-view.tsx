import {
  useLocale,
  useMessages,
  usePortlet,
  usePreferences,
  useRenderParameter,
  useResource,
} from '@yimen/portlet-sdk';
import { type ProblemError, shownProblem } from '@yimen/problem';
import { Button, ErrorState, LoadingState, type MoneyUnit, Segmented } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { PaymentStatus, Period } from '../contract/payment-list.ts';
import { paymentStatusMessages } from './payment-status-messages.ts';
import { StatusTable } from './payment-status-table.tsx';
import styles from './payment-status-view.module.css';

const periods: readonly Period[] = ['day', 'month', 'year'];

/** View mode: the table of states, for a period and perhaps for one unit; both are in the page's address. */
export function PaymentStatusView(): ReactNode {
  const text = useMessages(paymentStatusMessages);
  const locale = useLocale();
  const [period, setPeriod] = useRenderParameter('period');
  const [unit, setUnit] = useRenderParameter('unit');
  const [{ money }, savePreferences] = usePreferences<{ money: MoneyUnit }>();
  const { notices } = usePortlet();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<PaymentStatus>('status', {
    keepPrevious: true,
  });
  const unitName = data?.unit?.id === unit ? data?.unit?.name[locale] : unit;
  const periodSwitch = (
    <Segmented<Period>
      size="small"
      aria-label={text.period}
      value={(period ?? 'day') as Period}
      options={periods.map((name) => ({ value: name, label: text[name] }))}
      onChange={(chosen) => setPeriod(chosen === 'day' ? null : chosen)}
    />
  );
  const changeMoney = (chosen: MoneyUnit) =>
    void savePreferences({ money: chosen }).catch((error: ProblemError) => notices.error(error));
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
      {data ? null : <div className={styles.bar}>{periodSwitch}</div>}
      {isLoading ? (
        <LoadingState lines={6} />
      ) : !data ? (
        <ErrorState
          problem={shownProblem(problem, locale)}
          onRetry={refresh}
          isRetrying={isRefreshing}
          size="small"
        />
      ) : (
        <StatusTable status={data} money={money} toolbar={periodSwitch} onMoneyChange={changeMoney} />
      )}
    </>
  );
}
