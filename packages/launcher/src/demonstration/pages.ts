import type { LocalName } from './organisation.ts';

type Node = {
  id: string;
  portlet: string;
  place: { column: number; row: number; columns: number; rows: number };
  title?: LocalName;
  preferences: Record<string, unknown>;
  locks: string[];
};

/** A page as POST /api/admin/pages takes it, with the nodes of its draft. */
type DemonstrationPage = {
  id: string;
  slug: string;
  parentId: string | null;
  title: LocalName;
  order: number;
  audience: { units: string[]; posts: string[]; roles: string[] };
  homePriority: number | null;
  nodes: Node[];
};

const node = (
  id: string,
  portlet: string,
  [column, row, columns, rows]: [number, number, number, number],
  more: Partial<Node> = {},
): Node => ({ id, portlet, place: { column, row, columns, rows }, preferences: {}, locks: [], ...more });

/** Home pages by post, and pages of their own for some kinds of work. Names of portlets are those of their descriptors. */
export const pages: readonly DemonstrationPage[] = [
  {
    id: 'home',
    slug: 'home',
    parentId: null,
    title: { 'zh-CN': '我的工作台', 'en-US': 'My desk' },
    order: 0,
    audience: { units: ['bureau'], posts: [], roles: [] },
    homePriority: 10,
    nodes: [node('todo', 'todo', [0, 0, 6, 9]), node('notices', 'notices', [6, 0, 6, 9])],
  },
];
