export { BrandMark, type BrandMarkProps } from './brand-mark.tsx';
export { LanguageSwitch, type LanguageSwitchProps } from './language-switch.tsx';
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
export type { NavigationItem } from './side-navigation.tsx';
export { SiteFrame, type SiteFrameProps } from './site-frame.tsx';
export { TopBar, type TopBarProps } from './top-bar.tsx';
