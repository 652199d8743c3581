import { useQuery } from '@tanstack/react-query';
import { LoadingState } from '@yimen/ui';
import { BankOutlined, FundOutlined, GlobalOutlined } from '@yimen/ui/icons';
import { Link, navigate, SignOut, SiteFrame, useAddress } from '@yimen/ui/site';
import { type ReactNode, useEffect } from 'react';
import type { Locale, SiteSession } from '../../contract/index.ts';
import { sessionQuery } from '../api/budget-queries.ts';
import { PublicPage } from '../public-page/public-page.tsx';
import { SubjectsPage } from '../subjects-page/subjects-page.tsx';
import { useTexts } from '../texts/site-texts.ts';
import { UnitsPage } from '../units-page/units-page.tsx';
import { ProblemView } from './problem-view.tsx';

type BudgetSiteProps = {
  readonly onLocaleChange: (locale: Locale) => void;
  /** Her language at the OpenID Provider, which counts until she chooses one here. */
  readonly onLocaleKnown: (locale: Locale) => void;
};

/** The site: its frame, and the page that the address names. */
export function BudgetSite({ onLocaleChange, onLocaleKnown }: BudgetSiteProps): ReactNode {
  const texts = useTexts();
  const address = useAddress();
  const session = useQuery(sessionQuery);
  const data = session.data;
  const known = data?.locale;
  useEffect(() => {
    document.title = texts.system;
  }, [texts.system]);
  useEffect(() => {
    if (known) onLocaleKnown(known);
  }, [known, onLocaleKnown]);
  const path = address.pathname === '/' ? '/units' : address.pathname;
  return (
    <SiteFrame
      systemName={texts.system}
      homeHref="/units"
      navigation={[
        { key: '/units', label: texts.byUnit, href: '/units', icon: <BankOutlined /> },
        { key: '/subjects', label: texts.bySubject, href: '/subjects', icon: <FundOutlined /> },
        { key: '/public', label: texts.publicFigures, href: '/public', icon: <GlobalOutlined /> },
      ]}
      currentKey={path}
      onNavigate={({ href }) => navigate(href)}
      onLocaleChange={onLocaleChange}
      personMenu={<SignOut />}
      {...(data ? { portalHref: data.portalUrl, person: personOf(data, texts.locale) } : {})}
      {...(data?.isDemonstration && path !== '/public' ? { footer: texts.demonstration } : {})}
    >
      {data ? (
        <PageOf path={path} address={address} session={data} />
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

type PageOfProps = { readonly path: string; readonly address: URL; readonly session: SiteSession };

function PageOf({ path, address, session }: PageOfProps): ReactNode {
  const texts = useTexts();
  if (path === '/units') return <UnitsPage search={address.searchParams} session={session} />;
  if (path === '/subjects') return <SubjectsPage search={address.searchParams} session={session} />;
  if (path === '/public') return <PublicPage />;
  return (
    <ProblemView
      error={undefined}
      title={texts.notFound}
      action={<Link to="/units">{texts.toReport}</Link>}
    />
  );
}
