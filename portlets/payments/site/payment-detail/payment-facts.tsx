import { Descriptions, formatDateTime } from '@yimen/ui';
import { Panel } from '@yimen/ui/site';
import type { ReactNode } from 'react';
import {
  type AccountView,
  currentPosts,
  fundNatures,
  type PaymentDetail,
  paymentMethods,
  settlementMethods,
  threePublicKinds,
} from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

type Facts = readonly (readonly [label: string, value: ReactNode])[];

function FactList({ facts }: { readonly facts: Facts }): ReactNode {
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 1, md: 2 }}
      items={facts.map(([label, children]) => ({ key: label, label, children }))}
    />
  );
}

/** What is paid, from which budget. */
export function PaymentBasics({ payment }: { readonly payment: PaymentDetail }): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const coded = ({ code, name }: PaymentDetail['functional']) => `${code} ${name[locale]}`;
  const answer = (is: boolean) => (is ? texts.yes : texts.no);
  return (
    <Panel title={texts.basics}>
      <FactList
        facts={[
          [texts.number, payment.number],
          [texts.unit, `${payment.unit.code} ${payment.unit.name[locale]}`],
          [texts.project, `${payment.project.code} ${payment.project.name}`],
          [texts.purpose, payment.purpose],
          [texts.fundNature, fundNatures[payment.fundNature][locale]],
          [texts.functional, coded(payment.functional)],
          [texts.economic, coded(payment.economic)],
          [texts.paymentMethod, paymentMethods[payment.paymentMethod][locale]],
          [texts.settlementMethod, settlementMethods[payment.settlementMethod][locale]],
          [texts.threePublic, threePublicKinds[payment.threePublic][locale]],
          [texts.isProcurement, answer(payment.isProcurement)],
          [texts.isDirectFund, answer(payment.isDirectFund)],
          [texts.currentPost, currentPosts[payment.state][locale]],
          [texts.createdBy, `${payment.createdBy} ${formatDateTime(payment.createdAt)}`],
          [texts.contactName, payment.contactName],
          [texts.contactPhone, payment.contactPhone],
        ]}
      />
    </Panel>
  );
}

/** From whom to whom. */
export function PaymentAccounts({ payment }: { readonly payment: PaymentDetail }): ReactNode {
  const texts = useTexts();
  const facts = ({ name, account, bank }: AccountView): Facts => [
    [texts.name, name],
    [
      texts.account,
      <span key="account" className="pay-number">
        {account}
      </span>,
    ],
    [texts.bank, bank],
  ];
  return (
    <Panel title={texts.accounts}>
      <div className="pay-accounts">
        {(['payer', 'payee'] as const).map((side) => (
          <section key={side} aria-label={texts[side]}>
            <h3>{texts[side]}</h3>
            <Descriptions
              size="small"
              column={1}
              items={facts(payment[side]).map(([label, children]) => ({ key: label, label, children }))}
            />
          </section>
        ))}
      </div>
    </Panel>
  );
}
