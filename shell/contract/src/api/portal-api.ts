import type { JsonValue, LocalizedText, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { LayoutChange, LayoutNode, MergedNode, TrayItem } from '../layout/page-layout.ts';
import type { Budgets, HeldRelease } from './containment.ts';
import type {
  Maintenance,
  ReleaseCatalogue,
  ReleaseDetail,
  ReleaseFacts,
  ReleasePolicy,
  ReleaseState,
  ShownFinding,
} from './release-api.ts';
import type { FigureSettings } from './window-figures.ts';

/** GET /api/session. */
export type SessionView = {
  user: {
    sub: string;
    name: string;
    username: string;
    roles: string[];
    unit: { id: string; name: LocalizedText } | null;
    post: { id: string; name: LocalizedText } | null;
  };
  locale: 'zh-CN' | 'en-US';
  /** What the shell offers; the server checks again. */
  permissions: { composePages: boolean; publishPortlets: boolean };
};

/** A sign-in on a device that is new to the person's account, for which she has not answered yet. */
export type NewDevice = {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  address: string | null;
  device: LocalizedText;
};

/** A page in the navigation. */
export type PageSummary = {
  id: string;
  slug: string;
  parentId: string | null;
  title: LocalizedText;
  order: number;
};

/** GET /api/pages: pages the person may see, as a flat list in tree order, and her home page. */
export type PageList = { pages: PageSummary[]; homeSlug: string | null };

/** A portlet's live release, as the shell loads it. */
export type ReleaseView = {
  name: string;
  version: string;
  descriptor: PortletDescriptor;
  /** Same-origin or absolute URL of the federation container. */
  entry: string;
  /** Subresource integrity of the entry: `sha384-…`. */
  integrity: string;
  /** Shared packages and the ranges the code was built for. */
  needs: Record<string, string>;
  /** The container exposes `./styles`. */
  hasStyles: boolean;
  /** Integrity of every other script and style sheet of the release, by path beside the entry; absent: it has none. */
  files?: Record<string, string>;
  /** The portal's own copy of the entry, when `entry` is at another origin: what a retry loads. */
  ownEntry?: string;
  /** Times, now or ahead, in which the release is out of use: its windows show the text instead. */
  maintenance?: Maintenance[];
  /** What it may use up; absent where nobody contains it: in the composer, and under development. */
  budgets?: Budgets;
  /** Why its code is not to be loaded now. */
  held?: HeldRelease;
};

/** A window on a page. Its release is in `releases` by portlet name, unless the portlet has no live one. */
export type WindowView = MergedNode & {
  readOnlyPreferences: string[];
  unavailable: null | 'missing';
};

/** GET /api/pages/:slug, and part of the page's document. */
export type PageView = {
  page: PageSummary;
  /** Version of the administrator's page. */
  version: number;
  /** Revision of the person's changes; 0 when there are none. */
  revision: number;
  windows: WindowView[];
  tray: TrayItem[];
  releases: Record<string, ReleaseView>;
};

/**
 * PATCH /api/pages/:slug/changes. `version` is the page's version that the person was looking at (PageView.version):
 * acts are checked against its locks, so that a change made before an administrator published is not refused but kept,
 * in the tray if it no longer applies (architecture I5). Absent: the version that is published now.
 */
export type SaveChanges = { changes: LayoutChange[]; version?: number };

/** GET /api/catalogue: portlets the person may add. */
export type CatalogueEntry = {
  name: string;
  version: string;
  title: LocalizedText;
  description: LocalizedText;
  category: PortletDescriptor['category'];
  size: PortletDescriptor['size'];
  publisher: string;
  publishedAt: number;
  notes: LocalizedText | null;
  /** With the address of each picture. */
  screenshots: { url: string; title: LocalizedText }[];
  /** Not in the composer's list. */
  facts?: ReleaseFacts;
};

/** Who may see a page: any of the listed; all empty means every signed-in person. */
export type PageAudience = { units: string[]; posts: string[]; roles: string[] };

/** GET /api/admin/pages/:id/versions: one published version, newest first. */
export type AdminPageVersion = { version: number; publishedAt: number; publishedBy: string; windows: number };

/** GET /api/admin/services/:audience: where the gateway finds a service. */
export type RegisteredService = {
  audience: string;
  name: LocalizedText;
  baseUrl: string;
  /** Whose portlets may name it; null: everybody's. */
  publishers: string[] | null;
};

/** GET /api/admin/portlets: every portlet that has a release, with who may use it. */
export type AdminPortlet = CatalogueEntry & { roles: string[] | null };

/** GET /api/registry/portlets: a portlet of the caller's. */
export type RegistryPortletLine = {
  name: string;
  publisher: string;
  policy: ReleasePolicy;
  liveVersion: string | null;
  /** Highest version first. */
  releases: (Pick<ReleaseDetail, 'version' | 'state' | 'publishedAt' | 'manifestSha384'> & {
    isRetired: boolean;
    bytes: number;
  })[];
};

/** GET /api/registry/portlets/:name: the caller's own. */
export type RegistryPortlet = {
  name: string;
  publisher: string;
  policy: ReleasePolicy;
  liveVersion: string | null;
  /** Highest version first. */
  releases: (ReleaseDetail & {
    /** The same as state `retired`. */
    isRetired: boolean;
    bytes: number;
  })[];
};

/** Answer to POST /api/registry/portlets/:name/releases. */
export type PublishedRelease = {
  name: string;
  version: string;
  integrity: string;
  state: ReleaseState;
  /** What a report of the conformance kit has to name. */
  manifestSha384: string;
  /** What it changes for those who use the portlet, worst first. */
  findings: readonly ShownFinding[];
};

/** POST /api/registry/portlets/:name/comparisons; the answer is a ShownComparison. */
export type CompareRelease = { descriptor: JsonValue; needs: Record<string, string> };

/** GET /.well-known/yimen-portal: what a publisher needs to know. */
export type PortalMetadata = { issuer: string; audience: string; registry: string };

/** The document of a page carries it as JSON in `<script id="yimen-bootstrap">`. */
export type Bootstrap = {
  session: SessionView;
  pages: PageList;
  page: PageView | null;
  cspNonce: string;
  figures: FigureSettings;
  refresh: RefreshSettings;
};

/** What the administrator allows windows that read their data again by themselves. */
export type RefreshSettings = { minimumSeconds: number };

/** Reads that one POST /api/portlet-reads may ask for. */
export const MOST_READS = 60;

/**
 * What became of one read of a portlet's service that travelled with others. A status outside of 200–299 is a failure
 * with the media type, the headers and the body of the answer; 0 says that the answer has to be asked for alone.
 */
export type ReadAnswer = {
  status: number;
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
};

/** A line of the answer to POST /api/portlet-reads. */
export type ReadLine = ReadAnswer & { url: string };

/** A page as administrators see it. */
export type AdminPage = PageSummary & {
  audience: PageAudience;
  /** Among several pages a person may see, the home page is the one of highest priority; null: never home. */
  homePriority: number | null;
  /** Published version; 0 before the first. */
  version: number;
  hasDraft: boolean;
  /** Revision for If-Match. */
  revision: number;
};

/** GET /api/admin/pages/:id. */
export type AdminPageDetail = AdminPage & {
  draft: LayoutNode[];
  published: LayoutNode[];
  releases: Record<string, ReleaseView>;
};

/** GET /api/admin/directory: what audiences are composed from. */
export type AdminDirectory = {
  units: { id: string; parentId: string | null; name: LocalizedText }[];
  posts: { id: string; name: LocalizedText }[];
  roles: { id: string; name: LocalizedText }[];
};

/** Messages of GET /api/events (server-sent events; `event:` is the type, `data:` the rest as JSON). */
export type ShellEvent =
  | { type: 'resource-changed'; topic: string }
  | { type: 'page-published'; pageId: string; version: number }
  | { type: 'release-changed'; portlet: string }
  | { type: 'maintenance-changed'; portlet: string }
  | { type: 'session-ended' };

/** POST /api/registry/portlets/:name/releases. */
export type PublishRelease = {
  descriptor: JsonValue;
  /** Written by the build: shared ranges and the entry file. */
  build: {
    entry: string;
    needs: Record<string, string>;
    hasStyles: boolean;
    /** Where browsers get the same files instead of at the portal; its origin is allowed by an administrator. */
    baseUrl?: string;
  };
  files: { path: string; content: string; sha384: string }[];
  /** JWS in compact serialisation (RFC 7515, 7.1) whose payload is this manifest: descriptor, build, paths and hashes. */
  signature?: string;
  /** Notes and pictures for the catalogue; the pictures are among the files. */
  catalogue?: ReleaseCatalogue;
  /** Live at once although it breaks others; its major version is raised. */
  acceptBreaks?: boolean;
};
