export { checkValue } from '../json-schema/check-value.ts';
export { checkNeeds, type NeedMisfit } from './check-needs.ts';
export { descriptorSchema } from './descriptor-schema.ts';
export { frameOrigin } from './frame-address.ts';
export { type MigratedPreferences, migratePreferences } from './migrate-preferences.ts';
export type {
  EventDeclaration,
  JsonSchema,
  JsonValue,
  Locale,
  LocalizedText,
  PortletAdapter,
  PortletDescriptor,
  PortletMode,
  PreferenceMigration,
  PreferenceSchema,
  QuerySource,
  RenderParameterDeclaration,
  ResourceDeclaration,
  WindowState,
} from './portlet-descriptor.ts';
export { assertPortletEvent } from './portlet-event.ts';
export { preferenceDefaults, validatePreferences } from './preferences.ts';
export type { PreferencesOf } from './preferences-of.ts';
export { fittingRenderParameters } from './render-parameters.ts';
export {
  isCompletePath,
  isPathOfResource,
  type ResourceInputs,
  resourcePath,
} from './resource-request.ts';
export { type SharedPackage, sharedPackages } from './shared-packages.ts';
export { validateDescriptor } from './validate-descriptor.ts';
