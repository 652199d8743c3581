import { type ReactNode, useState } from 'react';
import {
  BankOutlined,
  FileDoneOutlined,
  FundOutlined,
  HomeOutlined,
  PlusOutlined,
} from '../src/icons/index.ts';
import { Button, Flex, StatusTag, type ThemeName, type UiLocale, UiProvider, useUi } from '../src/index.ts';
import { MenuLink, PageHeader, SignOut, SiteFrame } from '../src/site/index.ts';
import { ChartSection } from './chart-section.tsx';
import { ControlSection } from './control-section.tsx';
import { type Both, pick } from './gallery-data.ts';
import { PopUpSection } from './pop-up-section.tsx';
import { StateSection } from './state-section.tsx';
import { TableSection } from './table-section.tsx';

/** Every component on one page, in the frame of a site. */
export function Gallery({ query }: { readonly query: URLSearchParams }): ReactNode {
  const [locale, setLocale] = useState<UiLocale>(query.get('locale') === 'en-US' ? 'en-US' : 'zh-CN');
  const theme: ThemeName = query.get('theme') === 'dark' ? 'dark' : 'light';
  return (
    <UiProvider locale={locale} theme={theme} nonce="gallery">
      <GalleryPage onLocaleChange={setLocale} open={query.get('open')} part={query.get('part')} />
    </UiProvider>
  );
}

type GalleryPageProps = {
  readonly onLocaleChange: (locale: UiLocale) => void;
  readonly open: string | null;
  readonly part: string | null;
};

function GalleryPage({ onLocaleChange, open, part }: GalleryPageProps): ReactNode {
  const { locale } = useUi();
  const say = (zh: string, en: string) => pick(locale, [zh, en] satisfies Both);
  const shows = (name: string) => part === null || part === name;
  return (
    <SiteFrame
      systemName={say('预算执行系统', 'Budget Execution')}
      portalHref="#portal"
      person={{ name: say('王芳', 'Wang Fang'), detail: say('国库支付中心 · 支付审核岗', 'Payment Centre') }}
      personMenu={
        <>
          <MenuLink href="#password">{say('修改密码', 'Change password')}</MenuLink>
          <SignOut />
        </>
      }
      onLocaleChange={onLocaleChange}
      currentKey="execution"
      navigation={[
        { key: 'home', label: say('首页', 'Home'), href: '#home', icon: <HomeOutlined /> },
        {
          key: 'execution',
          label: say('预算执行', 'Execution'),
          href: '#execution',
          icon: <FundOutlined />,
          count: 6,
        },
        {
          key: 'payments',
          label: say('支付申请', 'Payments'),
          href: '#payments',
          icon: <FileDoneOutlined />,
          count: 12,
        },
        { key: 'units', label: say('预算单位', 'Budget units'), href: '#units', icon: <BankOutlined /> },
      ]}
      footer={say('示范市财政局 · 演示数据', 'Finance Bureau of Demonstration City · demonstration data')}
    >
      <PageHeader
        title={say('预算执行情况', 'Budget execution')}
        tags={<StatusTag tone="info">{say('2026 年度', 'Year 2026')}</StatusTag>}
        subtitle={say('截至 2026-06-30，口径：一般公共预算', 'To 2026-06-30, general public budget')}
        crumbs={[{ label: say('首页', 'Home'), href: '#home' }, { label: say('预算执行', 'Execution') }]}
        actions={
          <Flex gap={8}>
            <Button>{say('导出', 'Export')}</Button>
            <Button type="primary" icon={<PlusOutlined />}>
              {say('新增', 'New')}
            </Button>
          </Flex>
        }
      />
      {shows('table') ? <TableSection /> : null}
      {shows('chart') ? <ChartSection /> : null}
      {shows('control') ? <ControlSection /> : null}
      {shows('state') ? <StateSection /> : null}
      {shows('pop-up') ? <PopUpSection open={open} /> : null}
    </SiteFrame>
  );
}
