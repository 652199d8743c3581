import type { LocalizedText } from '@yimen/portlet-sdk';

/** A business system that the person may open, as the sso-server tells it. */
export type BusinessSystem = {
  readonly clientId: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  readonly url: string;
  /** A name of the portal's icon set; null or unknown shows the first character of the name. */
  readonly icon: string | null;
};

/** Answer of GET /api/systems of the sso-server. */
export type SystemsAnswer = { readonly systems: readonly BusinessSystem[] };
