export type {
  EventDeclaration,
  JsonSchema,
  JsonValue,
  Locale,
  LocalizedText,
  PortletDescriptor,
  PortletMode,
  PreferenceSchema,
  QuerySource,
  RenderParameterDeclaration,
  ResourceDeclaration,
  WindowState,
} from './portlet-descriptor.ts';
export { type ResourceInputs, resourcePath } from './resource-request.ts';
