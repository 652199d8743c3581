import type { JsonValue } from './descriptor/index.ts';

// Interfaces, because only they can be added to from a project's own declaration file.

/** Payloads of the events that a portlet consumes, by name; `yimen types` fills it in a project. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface ConsumedEvents {}

/** Payloads of the events that a portlet publishes, by name; `yimen types` fills it in a project. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface PublishedEvents {}

/** Values of render parameters, by name; `yimen types` fills it in a project. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface DeclaredParameters {}

/** What a consumed event brings; `Otherwise` where nothing is declared. */
export type ConsumedPayload<Name extends string, Otherwise = JsonValue> = Name extends keyof ConsumedEvents
  ? ConsumedEvents[Name]
  : Otherwise;

/** What a published event takes. */
export type PublishedPayload<Name extends string> = Name extends keyof PublishedEvents
  ? PublishedEvents[Name] & JsonValue
  : JsonValue;

/** The value of a render parameter. */
export type RenderParameterValue<Name extends string> = Name extends keyof DeclaredParameters
  ? DeclaredParameters[Name] & string
  : string;
