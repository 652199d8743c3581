export { BrandMark, type BrandMarkProps } from './brand-mark.tsx';
export { LanguageSwitch, type LanguageSwitchProps } from './language-switch.tsx';
export { Link, type LinkProps } from './link.tsx';
export { type Crumb, PageHeader, type PageHeaderProps } from './page-header.tsx';
export { Panel, type PanelProps } from './panel.tsx';
export {
  MenuLink,
  type MenuLinkProps,
  PersonMenu,
  type PersonMenuProps,
  SignOut,
  type SignOutProps,
  type SitePerson,
} from './person-menu.tsx';
export { navigate, useAddress } from './router.ts';
export type { NavigationItem } from './side-navigation.tsx';
export { SiteFrame, type SiteFrameProps } from './site-frame.tsx';
export { type SiteControls, type SiteOptions, startSite } from './start-site.tsx';
export { TopBar, type TopBarProps } from './top-bar.tsx';
export { useNarrow } from './use-narrow.ts';
