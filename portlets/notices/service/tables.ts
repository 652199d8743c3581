import type { BodyBlock, NoticeCategory, NoticeState } from '../contract/index.ts';

export type NoticeTable = {
  id: string;
  title: string;
  document_number: string | null;
  category: NoticeCategory;
  body_json: BodyBlock[];
  author: string;
  /** Null when a program wrote it. */
  author_sub: string | null;
  /** Unit whose publishers may change it. */
  unit_id: string | null;
  /** Issuing unit, as it is printed. */
  unit_name: string;
  state: NoticeState;
  is_everyone: boolean;
  is_pinned: boolean;
  /** Days `YYYY-MM-DD`, both inclusive. */
  valid_from: string | null;
  valid_until: string | null;
  created_at: number;
  changed_at: number;
  /** Who changed it last; null when a program did. */
  changed_by: string | null;
  published_at: number | null;
  revision: number;
};

export type NoticeUnitTable = { notice_id: string; unit_id: string };

export type AttachmentTable = {
  id: string;
  notice_id: string;
  position: number;
  name: string;
  media_type: string;
  size: number;
  content: Uint8Array;
};

/** The read log: the first time a person opened a notice. */
export type NoticeReadTable = { notice_id: string; sub: string; name: string; read_at: number };

/** Tables of the notices service. */
export type NoticesDatabase = {
  notice: NoticeTable;
  notice_unit: NoticeUnitTable;
  attachment: AttachmentTable;
  notice_read: NoticeReadTable;
};
