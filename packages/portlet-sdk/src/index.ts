export type {
  Observable,
  PortletContext,
  PortletEvents,
  PortletNavigation,
  PortletNotices,
  PortletPreferences,
  PortletResources,
  PortletUser,
  RenderParameters,
  ResourceRequest,
  Undo,
} from './context/portlet-context.ts';
export { definePortlet, type PortletDefinition, type PortletModes } from './define-portlet.ts';
export type {
  JsonValue,
  Locale,
  LocalizedText,
  PortletDescriptor,
  PortletMode,
  WindowState,
} from './descriptor/index.ts';
