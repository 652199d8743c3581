/** What a key is for: a signature algorithm of tokens, or the signature of cookies. */
export type KeyPurpose = 'ES256' | 'RS256' | 'cookie';

/** Keys of the provider. A later generation takes over at its `active_at`; states follow from the clock. */
export type ProviderKeyTable = {
  id: string;
  purpose: KeyPurpose;
  generation: number;
  /** The key, sealed with the secret of the installation for this very id. */
  sealed: string;
  created_at: number;
  active_at: number;
};
