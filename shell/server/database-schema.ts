import type { LocalizedText, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { RelyingPartyTables } from '@yimen/relying-party';
import type { PageAudience, PersonalLayout, ReleaseCatalogue, ReleaseState } from '@yimen/shell-contract';
import type { LayoutNode } from '@yimen/shell-contract/layout';
import type { ReleaseBreakerTable } from './breakers/breaker-tables.ts';
import type { BudgetLimitTable, BudgetNoticeTable } from './budgets/budget-tables.ts';
import type { WindowFigureTable } from './figures/figure-tables.ts';
import type { ProposalTables } from './registry/decisions/proposal-tables.ts';
import type {
  PublisherKeyTables,
  ReleaseIntegrityColumns,
} from './registry/publisher-keys/publisher-key-tables.ts';
import type { RegistryTables } from './registry/registry-tables.ts';
import type { RolloutTables } from './rollout/rollout-tables.ts';

/** A page of the tree. A deleted page keeps its row, without a slug, because people's changes hang on it. */
export type PageTable = {
  id: string;
  slug: string | null;
  parent_id: string | null;
  title_json: LocalizedText;
  position: number;
  audience_json: PageAudience;
  home_priority: number | null;
  version: number;
  draft_json: LayoutNode[] | null;
  revision: number;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
};

/** A published version of a page; rows never change. */
export type PageVersionTable = {
  page_id: string;
  version: number;
  nodes_json: LayoutNode[];
  published_at: number;
  published_by: string;
};

/** One person's changes to one page. */
export type PersonalLayoutTable = {
  page_id: string;
  sub: string;
  layout_json: PersonalLayout;
  revision: number;
  updated_at: number;
};

/** A portlet's name belongs to who published it first. */
export type PortletTable = { name: string; publisher: string; created_at: number };

/** A release; rows never change, but for `state` and what was found about its files. */
export type ReleaseTable = ReleaseIntegrityColumns & {
  portlet: string;
  version: string;
  descriptor_json: PortletDescriptor;
  entry: string;
  integrity: string;
  needs_json: Record<string, string>;
  is_styled: boolean;
  bytes: number;
  state: ReleaseState;
  /** SHA-384 of the manifest's text (base64); '' for releases that are older than this. */
  manifest_sha384: string;
  catalogue_json: ReleaseCatalogue | null;
  published_at: number;
  published_by: string;
};

/** A file of a release in every coding that is worth sending. */
export type ReleaseFileTable = {
  portlet: string;
  version: string;
  path: string;
  sha384: string;
  identity: Uint8Array;
  gzip: Uint8Array | null;
  brotli: Uint8Array | null;
};

/** Where the gateway finds the service of an audience. */
export type ServiceTable = {
  audience: string;
  name_json: LocalizedText;
  base_url: string;
  /** Whose portlets may name it; null: everybody's (but see `mayName`). */
  publishers_json: string[] | null;
  updated_at: number;
};

/** What a person set for herself in the whole portal. */
export type PersonTable = { sub: string; locale: string; updated_at: number };

/** Every table of the portal server's database. */
export type PortalTables = RelyingPartyTables &
  PublisherKeyTables &
  ProposalTables &
  RegistryTables &
  RolloutTables & {
    page: PageTable;
    page_version: PageVersionTable;
    personal_layout: PersonalLayoutTable;
    portlet: PortletTable;
    release: ReleaseTable;
    release_file: ReleaseFileTable;
    service: ServiceTable;
    person: PersonTable;
    window_figure: WindowFigureTable;
    release_breaker: ReleaseBreakerTable;
    budget_limit: BudgetLimitTable;
    budget_notice: BudgetNoticeTable;
  };
