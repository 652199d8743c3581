import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isProblem, problemTitle } from '@yimen/problem';
import { Button, type ButtonProps } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import { actionNames, type PaymentAction, type PaymentDetail } from '../../contract/index.ts';
import { actOn, paymentQuery } from '../api/payment-queries.ts';
import { useTexts } from '../texts/site-texts.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { ActionNotice } from './payment-page.tsx';

type ActionBarProps = {
  readonly payment: PaymentDetail;
  readonly onNotice: (notice: ActionNotice | undefined) => void;
};

const looks: Readonly<Record<PaymentAction, ButtonProps>> = {
  submit: { type: 'primary' },
  approve: { type: 'primary' },
  pay: { type: 'primary' },
  return: { danger: true },
  withdraw: { danger: true },
};

/** The buttons for what this person can do now. Each asks before it acts. */
export function ActionBar({ payment, onNotice }: ActionBarProps): ReactNode {
  const texts = useTexts();
  const client = useQueryClient();
  const [asked, setAsked] = useState<PaymentAction>();
  const act = useMutation({
    mutationFn: ({ action, opinion }: { action: PaymentAction; opinion: string }) =>
      actOn(payment, action, opinion),
    onSuccess: (changed, { action }) => {
      client.setQueryData(paymentQuery(payment.id).queryKey, changed);
      onNotice({ tone: 'success', title: texts.done[action] });
      setAsked(undefined);
      void client.invalidateQueries({ queryKey: ['payments'] });
    },
    onError: async (error) => {
      // Somebody was faster, or may do it and this person may not: say so above the request as it is now.
      onNotice(noticeOf(error, texts));
      setAsked(undefined);
      await client.invalidateQueries({ queryKey: ['payment', payment.id] });
    },
  });
  return (
    <>
      {payment.actions.map((action) => (
        <Button key={action} {...looks[action]} onClick={() => setAsked(action)}>
          {actionNames[action][texts.locale]}
        </Button>
      ))}
      {asked ? (
        <ActionDialog
          action={asked}
          payment={payment}
          isRunning={act.isPending}
          onCancel={() => setAsked(undefined)}
          onConfirm={(opinion) => act.mutate({ action: asked, opinion })}
        />
      ) : null}
    </>
  );
}

function noticeOf(error: unknown, texts: ReturnType<typeof useTexts>): ActionNotice {
  if (!isProblem(error)) return { tone: 'error', title: String(error) };
  const isOutdated = isProblem(error, 'revision-outdated') || isProblem(error, 'conflict');
  const { detail } = error.problem;
  return {
    tone: isOutdated ? 'warning' : 'error',
    title: problemTitle(error.problem, texts.locale),
    text: isOutdated ? `${detail ?? ''} ${texts.outdatedHint}` : detail,
  };
}
