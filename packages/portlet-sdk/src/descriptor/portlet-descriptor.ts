/** Languages the portal speaks; Simplified Chinese is the first and the fallback. */
export type Locale = 'zh-CN' | 'en-US';

/** A text in every language of the portal. */
export type LocalizedText = Readonly<Record<Locale, string>>;

/** Portlet modes of Portlet Specification 3.0, section 9 (custom modes come with a later SDK). */
export type PortletMode = 'view' | 'edit' | 'help';

/** What a portlet's code is made of: React, a function that mounts, a custom element, or a page in a sandboxed frame. */
export type PortletAdapter = 'react' | 'mount' | 'element' | 'frame';

/** Window states of Portlet Specification 3.0, section 10. */
export type WindowState = 'normal' | 'maximized' | 'minimized';

/** A JSON value, as preferences, render parameters and event payloads carry it. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A JSON Schema (draft 2020-12 subset checked by the descriptor's own schema). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** One preference: a JSON Schema with a default and its label in every language. */
export type PreferenceSchema = JsonSchema & {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array';
  readonly default: JsonValue;
  readonly 'x-label': LocalizedText;
  readonly 'x-help'?: LocalizedText;
  /** Labels of `enum` values, in the order of `enum`. */
  readonly 'x-enum-labels'?: readonly LocalizedText[];
  /** A read-only preference is set by administrators only (Portlet Specification 3.0, section 18.1). */
  readonly readOnly?: boolean;
};

/** How preferences that a version below `before` has stored are read: data, so that the portal can do it. */
export type PreferenceMigration = {
  readonly before: string;
  /** New names by old ones; done first. */
  readonly rename?: Readonly<Record<string, string>>;
  /** By new name: values, or entries of a list, that are called otherwise now. */
  readonly values?: Readonly<Record<string, readonly { readonly from: JsonValue; readonly to: JsonValue }[]>>;
  /** By new name: what a number is multiplied by, when its unit has changed. */
  readonly scale?: Readonly<Record<string, number>>;
};

/** Bookmarkable input to rendering (Portlet Specification 3.0, section 11). Values are strings, as in a URL. */
export type RenderParameterDeclaration = {
  readonly name: string;
  readonly title: LocalizedText;
  /** JSON Schema of the string value; a value that does not fit reads as absent. */
  readonly schema?: JsonSchema;
};

/** A declared event and the JSON Schema of its payload (Portlet Specification 3.0, section 17). */
export type EventDeclaration = { readonly name: string; readonly schema: JsonSchema };

/** Where a query value of a resource comes from, so that the server can ask for the same data as the client. */
export type QuerySource =
  | { readonly from: 'render-parameter'; readonly name: string }
  | { readonly from: 'preference'; readonly name: string }
  | { readonly from: 'constant'; readonly value: string };

/** Data that the portlet reads from its service. */
export type ResourceDeclaration = {
  /**
   * Path on the portlet's service, beginning with a slash; no query. A step `{name}` is filled with the value that
   * `query` has under this name; while there is none, the resource is not read.
   */
  readonly path: string;
  /** Query parameters and their sources; an absent source value leaves the parameter out. */
  readonly query?: Readonly<Record<string, QuerySource>>;
  /** The portal server fetches it while it sends the page (architecture D9). */
  readonly prefetch?: boolean;
  /** Topics of the event stream after which the resource is read again. */
  readonly topics?: readonly string[];
};

/** The portlet's declaration, the content of `portlet.json` (architecture D7). */
export type PortletDescriptor = {
  readonly $schema?: string;
  /** Unique name: lower-case letters, digits and hyphens, 2–64 characters. */
  readonly name: string;
  /** Semantic version of this release. */
  readonly version: string;
  /** Range of SDK versions the portlet runs on. */
  readonly sdk: string;
  /** `react` unless said. */
  readonly adapter?: PortletAdapter;
  /** A frame whose page is not in the release but at an address that the portal's administrator has registered. */
  readonly frame?: { readonly address: string };
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  /** Group in the catalogue. */
  readonly category: 'work' | 'finance' | 'information' | 'tools';
  readonly modes: readonly PortletMode[];
  readonly windowStates: readonly WindowState[];
  readonly preferences?: Readonly<Record<string, PreferenceSchema>>;
  /** Steps from earlier versions' stored preferences to this one's, oldest first. */
  readonly preferenceMigrations?: readonly PreferenceMigration[];
  /** Shared with every window of the page that declares the same name. */
  readonly publicRenderParameters?: readonly RenderParameterDeclaration[];
  /** Private to the window. */
  readonly renderParameters?: readonly RenderParameterDeclaration[];
  readonly events?: {
    readonly publishes?: readonly EventDeclaration[];
    readonly consumes?: readonly EventDeclaration[];
  };
  readonly resources?: Readonly<Record<string, ResourceDeclaration>>;
  /** The service that answers `resources` and actions; absent for a portlet without a service. */
  readonly service?: { readonly audience: string; readonly scopes: readonly string[] };
  /** Any of these roles may use the portlet; absent means every signed-in person. */
  readonly roles?: readonly string[];
  /** Size in grid units: 12 columns; a row is 40 px. */
  readonly size: {
    readonly columns: number;
    readonly rows: number;
    readonly minColumns?: number;
    readonly minRows?: number;
  };
  readonly refresh?: { readonly intervalSeconds?: number };
  /**
   * What happens in open pages when there is another release: the window is replaced (`allow`, unless said), the person is
   * asked (`ask`), or it stays until the next page load (`block`).
   */
  readonly upgrade?: 'allow' | 'ask' | 'block';
  /** What the portlet may use up; an administrator may allow less. */
  readonly budgets?: {
    readonly loadMilliseconds?: number;
    readonly dataMilliseconds?: number;
    readonly longTaskMillisecondsPerMinute?: number;
    readonly eventsPerSecond?: number;
    readonly requestsPerMinute?: number;
  };
  /** Help text shown by the shell when the portlet has no help mode of its own. */
  readonly help?: LocalizedText;
};
