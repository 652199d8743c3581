import { useQuery } from '@tanstack/react-query';
import { LoadingState } from '@yimen/ui';
import { FileTextOutlined, PlusOutlined } from '@yimen/ui/icons';
import { Link, navigate, SignOut, SiteFrame, useAddress } from '@yimen/ui/site';
import { type ReactNode, useEffect } from 'react';
import type { Locale, SiteSession } from '../../contract/index.ts';
import { sessionQuery } from '../api/payment-queries.ts';
import { PaymentPage } from '../payment-detail/payment-page.tsx';
import { EditPaymentPage, NewPaymentPage } from '../payment-form/form-pages.tsx';
import { PaymentListPage } from '../payment-list/payment-list-page.tsx';
import { useTexts } from '../texts/site-texts.ts';
import { ProblemView } from './problem-view.tsx';

type PaymentsSiteProps = {
  readonly onLocaleChange: (locale: Locale) => void;
  /** Her language at the OpenID Provider, which counts until she chooses one here. */
  readonly onLocaleKnown: (locale: Locale) => void;
};

/** The site: its frame, and the page that the address names. */
export function PaymentsSite({ onLocaleChange, onLocaleKnown }: PaymentsSiteProps): ReactNode {
  const texts = useTexts();
  const address = useAddress();
  const session = useQuery(sessionQuery);
  const data = session.data;
  useEffect(() => {
    document.title = texts.system;
  }, [texts.system]);
  const known = data?.locale;
  useEffect(() => {
    if (known) onLocaleKnown(known);
  }, [known, onLocaleKnown]);
  const navigation = [
    { key: 'list', label: texts.system, href: '/payments', icon: <FileTextOutlined /> },
    ...(data?.permissions.create
      ? [{ key: 'new', label: texts.newPayment, href: '/payments/new', icon: <PlusOutlined /> }]
      : []),
  ];
  return (
    <SiteFrame
      systemName={texts.system}
      homeHref="/payments"
      navigation={navigation}
      currentKey={address.pathname === '/payments/new' ? 'new' : 'list'}
      onNavigate={({ href }) => navigate(href)}
      onLocaleChange={onLocaleChange}
      personMenu={<SignOut />}
      {...(data ? { portalHref: data.portalUrl, person: personOf(data, texts.locale) } : {})}
      {...(data?.isDemonstration ? { footer: texts.demonstration } : {})}
    >
      {data ? (
        <PageOf address={address} session={data} />
      ) : session.isError ? (
        <ProblemView error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <LoadingState />
      )}
    </SiteFrame>
  );
}

function personOf({ user }: SiteSession, locale: Locale) {
  return { name: user.name, ...(user.unitName ? { detail: user.unitName[locale] } : {}) };
}

function PageOf({ address, session }: { readonly address: URL; readonly session: SiteSession }): ReactNode {
  const texts = useTexts();
  const { pathname } = address;
  if (pathname === '/' || pathname === '/payments') {
    return <PaymentListPage search={address.searchParams} session={session} />;
  }
  if (pathname === '/payments/new') return <NewPaymentPage />;
  const match = /^\/payments\/([^/]+)(\/edit)?$/.exec(pathname);
  const id = match?.[1] === undefined ? undefined : decodeURIComponent(match[1]);
  if (id !== undefined)
    return match?.[2] ? <EditPaymentPage key={id} id={id} /> : <PaymentPage key={id} id={id} />;
  return (
    <ProblemView
      error={undefined}
      title={texts.notFound}
      action={<Link to="/payments">{texts.toList}</Link>}
    />
  );
}
