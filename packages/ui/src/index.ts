// Ant Design, by name: what is not listed here is not part of the design system.
export type {
  AlertProps,
  BadgeProps,
  ButtonProps,
  CheckboxProps,
  DescriptionsProps,
  DrawerProps,
  DropdownProps,
  FormInstance,
  FormProps,
  InputProps,
  InputRef,
  MenuProps,
  ModalProps,
  PaginationProps,
  PopconfirmProps,
  RadioChangeEvent,
  SegmentedProps,
  SelectProps,
  StepsProps,
  TabsProps,
  TagProps,
  TimelineProps,
  TooltipProps,
  UploadFile,
  UploadProps,
} from 'antd';
export {
  Alert,
  AutoComplete,
  Avatar,
  Badge,
  Breadcrumb,
  Button,
  Card,
  Checkbox,
  Collapse,
  Descriptions,
  Divider,
  Drawer,
  Dropdown,
  Flex,
  Form,
  Input,
  InputNumber,
  Menu,
  Popconfirm,
  Popover,
  Progress,
  Radio,
  Segmented,
  Skeleton,
  Space,
  Spin,
  Statistic,
  Steps,
  Switch,
  Tag,
  Timeline,
  Tooltip,
  Typography,
  Upload,
} from 'antd';
export { Modal } from './feedback/modal.tsx';
export { useMessage, useModal, useNotification } from './feedback/use-feedback.tsx';
export { type DateValue, type FormatDateOptions, formatDate, formatDateTime } from './format/format-date.ts';
export { formatNumber, formatPercent } from './format/format-percent.ts';
export { List, type ListItemParts, type ListProps } from './list/list.tsx';
export {
  type FormatMoneyOptions,
  formatMoney,
  type MoneyUnit,
  type MoneyValue,
  moneyCents,
  moneyToNumber,
  moneyUnitName,
  moneyUnits,
  sumMoney,
} from './money/format-money.ts';
export { Money, type MoneyProps } from './money/money.tsx';
export { UnitSwitch, type UnitSwitchProps } from './money/unit-switch.tsx';
export { Pagination } from './pagination/pagination.tsx';
export { type UiLocale, type UiSettings, useUi } from './provider/ui-context.ts';
export { UiProvider, type UiProviderProps } from './provider/ui-provider.tsx';
export { useAllowClear } from './provider/use-allow-clear.ts';
export { Select } from './select/select.tsx';
export { EmptyState, type EmptyStateProps } from './states/empty-state.tsx';
export { ErrorState, type ErrorStateProps, type ShownProblem } from './states/error-state.tsx';
export { LoadingState, type LoadingStateProps } from './states/loading-state.tsx';
export { PaceProgress, type PaceProgressProps } from './status/pace-progress.tsx';
export { StatusTag, type StatusTagProps, type StatusTone } from './status/status-tag.tsx';
export { Urgency, type UrgencyLevel, type UrgencyProps, urgencyLevels } from './status/urgency.tsx';
export { Tabs } from './tabs/tabs.tsx';
export type { ThemeName } from './theme/theme-tokens.ts';
