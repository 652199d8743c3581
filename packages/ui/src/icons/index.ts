// By name, so that the icons of every portlet come from the one copy that knows the page's nonce.
import {
  AppstoreOutlined as AntdAppstoreOutlined,
  ArrowLeftOutlined as AntdArrowLeftOutlined,
  AuditOutlined as AntdAuditOutlined,
  BankOutlined as AntdBankOutlined,
  BarChartOutlined as AntdBarChartOutlined,
  BellOutlined as AntdBellOutlined,
  CalendarOutlined as AntdCalendarOutlined,
  CheckCircleOutlined as AntdCheckCircleOutlined,
  CheckOutlined as AntdCheckOutlined,
  ClockCircleOutlined as AntdClockCircleOutlined,
  CloseOutlined as AntdCloseOutlined,
  CompressOutlined as AntdCompressOutlined,
  CopyOutlined as AntdCopyOutlined,
  DeleteOutlined as AntdDeleteOutlined,
  DownloadOutlined as AntdDownloadOutlined,
  DownOutlined as AntdDownOutlined,
  DragOutlined as AntdDragOutlined,
  EditOutlined as AntdEditOutlined,
  EllipsisOutlined as AntdEllipsisOutlined,
  ExclamationCircleOutlined as AntdExclamationCircleOutlined,
  ExpandOutlined as AntdExpandOutlined,
  ExportOutlined as AntdExportOutlined,
  EyeInvisibleOutlined as AntdEyeInvisibleOutlined,
  EyeOutlined as AntdEyeOutlined,
  FileDoneOutlined as AntdFileDoneOutlined,
  FileTextOutlined as AntdFileTextOutlined,
  FilterOutlined as AntdFilterOutlined,
  FolderOutlined as AntdFolderOutlined,
  FundOutlined as AntdFundOutlined,
  GlobalOutlined as AntdGlobalOutlined,
  HolderOutlined as AntdHolderOutlined,
  HomeOutlined as AntdHomeOutlined,
  ImportOutlined as AntdImportOutlined,
  InfoCircleOutlined as AntdInfoCircleOutlined,
  LeftOutlined as AntdLeftOutlined,
  LinkOutlined as AntdLinkOutlined,
  LockOutlined as AntdLockOutlined,
  LogoutOutlined as AntdLogoutOutlined,
  MailOutlined as AntdMailOutlined,
  MenuOutlined as AntdMenuOutlined,
  MinusOutlined as AntdMinusOutlined,
  MoreOutlined as AntdMoreOutlined,
  NotificationOutlined as AntdNotificationOutlined,
  PaperClipOutlined as AntdPaperClipOutlined,
  PhoneOutlined as AntdPhoneOutlined,
  PieChartOutlined as AntdPieChartOutlined,
  PlusOutlined as AntdPlusOutlined,
  PrinterOutlined as AntdPrinterOutlined,
  PushpinOutlined as AntdPushpinOutlined,
  QuestionCircleOutlined as AntdQuestionCircleOutlined,
  ReloadOutlined as AntdReloadOutlined,
  RightOutlined as AntdRightOutlined,
  RollbackOutlined as AntdRollbackOutlined,
  SaveOutlined as AntdSaveOutlined,
  SearchOutlined as AntdSearchOutlined,
  SendOutlined as AntdSendOutlined,
  SettingOutlined as AntdSettingOutlined,
  SolutionOutlined as AntdSolutionOutlined,
  TableOutlined as AntdTableOutlined,
  TeamOutlined as AntdTeamOutlined,
  UndoOutlined as AntdUndoOutlined,
  UploadOutlined as AntdUploadOutlined,
  UpOutlined as AntdUpOutlined,
  UserOutlined as AntdUserOutlined,
  WarningOutlined as AntdWarningOutlined,
} from '@ant-design/icons';
import { decorative } from './decorative.tsx';

export const AppstoreOutlined = /* @__PURE__ */ decorative(AntdAppstoreOutlined);
export const ArrowLeftOutlined = /* @__PURE__ */ decorative(AntdArrowLeftOutlined);
export const AuditOutlined = /* @__PURE__ */ decorative(AntdAuditOutlined);
export const BankOutlined = /* @__PURE__ */ decorative(AntdBankOutlined);
export const BarChartOutlined = /* @__PURE__ */ decorative(AntdBarChartOutlined);
export const BellOutlined = /* @__PURE__ */ decorative(AntdBellOutlined);
export const CalendarOutlined = /* @__PURE__ */ decorative(AntdCalendarOutlined);
export const CheckCircleOutlined = /* @__PURE__ */ decorative(AntdCheckCircleOutlined);
export const CheckOutlined = /* @__PURE__ */ decorative(AntdCheckOutlined);
export const ClockCircleOutlined = /* @__PURE__ */ decorative(AntdClockCircleOutlined);
export const CloseOutlined = /* @__PURE__ */ decorative(AntdCloseOutlined);
export const CompressOutlined = /* @__PURE__ */ decorative(AntdCompressOutlined);
export const CopyOutlined = /* @__PURE__ */ decorative(AntdCopyOutlined);
export const DeleteOutlined = /* @__PURE__ */ decorative(AntdDeleteOutlined);
export const DownloadOutlined = /* @__PURE__ */ decorative(AntdDownloadOutlined);
export const DownOutlined = /* @__PURE__ */ decorative(AntdDownOutlined);
export const DragOutlined = /* @__PURE__ */ decorative(AntdDragOutlined);
export const EditOutlined = /* @__PURE__ */ decorative(AntdEditOutlined);
export const EllipsisOutlined = /* @__PURE__ */ decorative(AntdEllipsisOutlined);
export const ExclamationCircleOutlined = /* @__PURE__ */ decorative(AntdExclamationCircleOutlined);
export const ExpandOutlined = /* @__PURE__ */ decorative(AntdExpandOutlined);
export const ExportOutlined = /* @__PURE__ */ decorative(AntdExportOutlined);
export const EyeInvisibleOutlined = /* @__PURE__ */ decorative(AntdEyeInvisibleOutlined);
export const EyeOutlined = /* @__PURE__ */ decorative(AntdEyeOutlined);
export const FileDoneOutlined = /* @__PURE__ */ decorative(AntdFileDoneOutlined);
export const FileTextOutlined = /* @__PURE__ */ decorative(AntdFileTextOutlined);
export const FilterOutlined = /* @__PURE__ */ decorative(AntdFilterOutlined);
export const FolderOutlined = /* @__PURE__ */ decorative(AntdFolderOutlined);
export const FundOutlined = /* @__PURE__ */ decorative(AntdFundOutlined);
export const GlobalOutlined = /* @__PURE__ */ decorative(AntdGlobalOutlined);
export const HolderOutlined = /* @__PURE__ */ decorative(AntdHolderOutlined);
export const HomeOutlined = /* @__PURE__ */ decorative(AntdHomeOutlined);
export const ImportOutlined = /* @__PURE__ */ decorative(AntdImportOutlined);
export const InfoCircleOutlined = /* @__PURE__ */ decorative(AntdInfoCircleOutlined);
export const LeftOutlined = /* @__PURE__ */ decorative(AntdLeftOutlined);
export const LinkOutlined = /* @__PURE__ */ decorative(AntdLinkOutlined);
export const LockOutlined = /* @__PURE__ */ decorative(AntdLockOutlined);
export const LogoutOutlined = /* @__PURE__ */ decorative(AntdLogoutOutlined);
export const MailOutlined = /* @__PURE__ */ decorative(AntdMailOutlined);
export const MenuOutlined = /* @__PURE__ */ decorative(AntdMenuOutlined);
export const MinusOutlined = /* @__PURE__ */ decorative(AntdMinusOutlined);
export const MoreOutlined = /* @__PURE__ */ decorative(AntdMoreOutlined);
export const NotificationOutlined = /* @__PURE__ */ decorative(AntdNotificationOutlined);
export const PaperClipOutlined = /* @__PURE__ */ decorative(AntdPaperClipOutlined);
export const PhoneOutlined = /* @__PURE__ */ decorative(AntdPhoneOutlined);
export const PieChartOutlined = /* @__PURE__ */ decorative(AntdPieChartOutlined);
export const PlusOutlined = /* @__PURE__ */ decorative(AntdPlusOutlined);
export const PrinterOutlined = /* @__PURE__ */ decorative(AntdPrinterOutlined);
export const PushpinOutlined = /* @__PURE__ */ decorative(AntdPushpinOutlined);
export const QuestionCircleOutlined = /* @__PURE__ */ decorative(AntdQuestionCircleOutlined);
export const ReloadOutlined = /* @__PURE__ */ decorative(AntdReloadOutlined);
export const RightOutlined = /* @__PURE__ */ decorative(AntdRightOutlined);
export const RollbackOutlined = /* @__PURE__ */ decorative(AntdRollbackOutlined);
export const SaveOutlined = /* @__PURE__ */ decorative(AntdSaveOutlined);
export const SearchOutlined = /* @__PURE__ */ decorative(AntdSearchOutlined);
export const SendOutlined = /* @__PURE__ */ decorative(AntdSendOutlined);
export const SettingOutlined = /* @__PURE__ */ decorative(AntdSettingOutlined);
export const SolutionOutlined = /* @__PURE__ */ decorative(AntdSolutionOutlined);
export const TableOutlined = /* @__PURE__ */ decorative(AntdTableOutlined);
export const TeamOutlined = /* @__PURE__ */ decorative(AntdTeamOutlined);
export const UndoOutlined = /* @__PURE__ */ decorative(AntdUndoOutlined);
export const UploadOutlined = /* @__PURE__ */ decorative(AntdUploadOutlined);
export const UpOutlined = /* @__PURE__ */ decorative(AntdUpOutlined);
export const UserOutlined = /* @__PURE__ */ decorative(AntdUserOutlined);
export const WarningOutlined = /* @__PURE__ */ decorative(AntdWarningOutlined);
