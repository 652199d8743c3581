import type { LocalizedText } from '../contract/index.ts';

export type ContactTable = {
  sub: string;
  name_json: LocalizedText;
  unit_id: string | null;
  post_id: string | null;
  office_phone: string | null;
  mobile_phone: string | null;
  room: string | null;
  email: string | null;
  sort_order: number;
  /** What a search looks at; see `search-columns.ts`. */
  name_folded: string;
  pinyin: string;
  office_digits: string;
  mobile_digits: string;
  mobile_shown: string;
};

export type UnitTable = {
  id: string;
  parent_id: string | null;
  name_json: LocalizedText;
  name_folded: string;
  /** Place in the order of the tree, from the top. */
  position: number;
};

/** Every unit with itself and every unit above it. */
export type UnitAboveTable = { unit_id: string; above_id: string; distance: number };

export type PostTable = { id: string; name_json: LocalizedText; name_folded: string };

/** Who saw whose full number, or looked somebody up by one. */
export type PhoneLogTable = {
  id: string;
  kind: 'shown' | 'looked-up';
  sub: string;
  name: string;
  contact_sub: string | null;
  seen_at: number;
};

export type CopyStateTable = { id: 'directory'; copied_at: number };

/** Tables of the contacts service. */
export type ContactsDatabase = {
  contact: ContactTable;
  unit: UnitTable;
  unit_above: UnitAboveTable;
  post: PostTable;
  phone_log: PhoneLogTable;
  copy_state: CopyStateTable;
};
