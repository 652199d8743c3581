export type { AdapterContext, AdapterResources } from './adapters/adapter-context.ts';
export {
  defineElement,
  type ElementModes,
  type PortletElement,
  type PortletElementClass,
} from './adapters/define-element.ts';
export { defineMount, type MountModes } from './adapters/define-mount.ts';
export { mountedComponent } from './adapters/mounted-component.ts';
export type { Mount, MountHandle } from './adapters/run-mount.ts';
export type { WatchedResource, WatchOptions } from './adapters/watch-resource.ts';
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
export { PortletContextProvider, usePortlet } from './context/portlet-context-provider.ts';
export type { KeptState, PortletUpgrade } from './context/portlet-upgrade.ts';
export { definePortlet, type PortletDefinition, type PortletModes } from './define-portlet.ts';
export type {
  JsonValue,
  Locale,
  LocalizedText,
  PortletAdapter,
  PortletDescriptor,
  PortletMode,
  PreferencesOf,
  WindowState,
} from './descriptor/index.ts';
export { type ActionResult, useAction } from './hooks/use-action.ts';
export { type Message, type SameMessages, useMessages } from './hooks/use-messages.ts';
export { useObservable } from './hooks/use-observable.ts';
export { usePortletEvent } from './hooks/use-portlet-event.ts';
export { usePreferences } from './hooks/use-preferences.ts';
export {
  type SetRenderParameter,
  useLocale,
  useMode,
  useRenderParameter,
  useWindowState,
} from './hooks/use-render-state.ts';
export { type ResourceOptions, type ResourceResult, useResource } from './hooks/use-resource.ts';
export { type KeptStateOptions, useKeptState, useUnsavedWork } from './hooks/use-upgrade.ts';
