import {
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  FileTextOutlined,
  FolderOutlined,
  FundOutlined,
  GlobalOutlined,
  HomeOutlined,
  SolutionOutlined,
  TeamOutlined,
} from '@yimen/ui/icons';
import type { ComponentType, ReactNode } from 'react';
import styles from './apps.module.css';

type Icon = ComponentType<{ 'aria-hidden'?: boolean }>;

const icons: Readonly<Record<string, Icon>> = {
  portal: HomeOutlined,
  budget: FundOutlined,
  payments: AuditOutlined,
  treasury: BankOutlined,
  reports: BarChartOutlined,
  messages: BellOutlined,
  calendar: CalendarOutlined,
  documents: FileTextOutlined,
  files: FolderOutlined,
  website: GlobalOutlined,
  services: SolutionOutlined,
  people: TeamOutlined,
};

/** The sign of a system. An address of a picture is not followed: the portal shows nothing from other origins. */
export function SystemIcon({ icon, name }: { icon: string | null; name: string }): ReactNode {
  const Known = icon !== null && Object.hasOwn(icons, icon) ? icons[icon] : undefined;
  return (
    <span className={styles.icon} aria-hidden="true">
      {Known ? <Known aria-hidden /> : ([...name][0] ?? '')}
    </span>
  );
}
