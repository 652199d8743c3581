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

const nowhere = { units: [], posts: [], roles: [] };

/** Home pages by post, and pages for some kinds of work. Names of portlets are those of their descriptors. */
export const pages: readonly DemonstrationPage[] = [
  {
    id: 'home',
    slug: 'home',
    parentId: null,
    title: { 'zh-CN': '我的工作台', 'en-US': 'My desk' },
    order: 0,
    audience: { ...nowhere, units: ['bureau'] },
    homePriority: 10,
    nodes: [
      node('todo', 'todo', [0, 0, 5, 10]),
      node('notices', 'notices', [5, 0, 4, 10]),
      node('apps', 'apps', [9, 0, 3, 10]),
      node('budget-units', 'budget-units', [0, 10, 6, 11]),
      node('budget-execution', 'budget-execution', [6, 10, 6, 11]),
      node('payment-status', 'payment-status', [0, 21, 5, 10]),
      node('contacts', 'contacts', [5, 21, 7, 10]),
    ],
  },
  {
    id: 'unit-home',
    slug: 'unit',
    parentId: null,
    title: { 'zh-CN': '单位工作台', 'en-US': 'Unit desk' },
    order: 1,
    audience: { ...nowhere, posts: ['unit-clerk', 'unit-reviewer'] },
    homePriority: 20,
    nodes: [
      node('todo', 'todo', [0, 0, 7, 9]),
      node('payment-status', 'payment-status', [7, 0, 5, 9]),
      node('budget-execution', 'budget-execution', [0, 9, 7, 10]),
      node('notices', 'notices', [7, 9, 5, 10]),
      node('apps', 'apps', [0, 19, 7, 10]),
      node('contacts', 'contacts', [7, 19, 5, 10]),
    ],
  },
  {
    id: 'leader-home',
    slug: 'leader',
    parentId: null,
    title: { 'zh-CN': '领导看板', 'en-US': 'For leaders' },
    order: 2,
    audience: { ...nowhere, roles: ['leader'] },
    homePriority: 30,
    nodes: [
      node('budget-units', 'budget-units', [0, 0, 6, 11]),
      node('budget-execution', 'budget-execution', [6, 0, 6, 11]),
      node('payment-status', 'payment-status', [0, 11, 5, 9]),
      node('todo', 'todo', [5, 11, 7, 9]),
      node('notices', 'notices', [0, 20, 7, 10]),
      node('apps', 'apps', [7, 20, 5, 10]),
    ],
  },
  {
    id: 'budget',
    slug: 'budget',
    parentId: null,
    title: { 'zh-CN': '预算执行分析', 'en-US': 'Budget execution' },
    order: 3,
    audience: { ...nowhere, units: ['bureau'] },
    homePriority: null,
    nodes: [
      node('budget-units', 'budget-units', [0, 0, 6, 12]),
      node('budget-execution', 'budget-execution', [6, 0, 6, 12]),
      node('payment-status', 'payment-status', [0, 12, 12, 9]),
    ],
  },
  {
    id: 'contacts',
    slug: 'contacts',
    parentId: null,
    title: { 'zh-CN': '通讯录', 'en-US': 'Contacts' },
    order: 4,
    audience: nowhere,
    homePriority: null,
    nodes: [node('contacts', 'contacts', [0, 0, 8, 14]), node('apps', 'apps', [8, 0, 4, 14])],
  },
  {
    id: 'operations',
    slug: 'operations',
    parentId: null,
    title: { 'zh-CN': '门户运维', 'en-US': 'Operations' },
    order: 5,
    audience: { ...nowhere, roles: ['administrator', 'release-approver', 'portlet-developer'] },
    homePriority: null,
    nodes: [
      node('releases', 'operations-releases', [0, 0, 12, 20]),
      node('health', 'operations-health', [0, 20, 12, 18]),
    ],
  },
  {
    id: 'identity',
    slug: 'identity',
    parentId: null,
    title: { 'zh-CN': '身份管理', 'en-US': 'Identity' },
    order: 6,
    audience: {
      ...nowhere,
      roles: ['system-administrator', 'security-administrator', 'audit-administrator'],
    },
    homePriority: null,
    nodes: [
      node('people', 'identity-people', [0, 0, 12, 18]),
      node('approvals', 'identity-approvals', [0, 18, 6, 14]),
      node('policy', 'identity-policy', [6, 18, 6, 14]),
    ],
  },
  {
    id: 'identity-systems',
    slug: 'identity-systems',
    parentId: 'identity',
    title: { 'zh-CN': '业务系统接入', 'en-US': 'Relying parties' },
    order: 10,
    audience: { ...nowhere, roles: ['system-administrator', 'security-administrator'] },
    homePriority: null,
    nodes: [node('systems', 'identity-relying-parties', [0, 0, 12, 18])],
  },
  {
    id: 'identity-sessions',
    slug: 'identity-sessions',
    parentId: 'identity',
    title: { 'zh-CN': '会话与密钥', 'en-US': 'Sessions and keys' },
    order: 11,
    audience: { ...nowhere, roles: ['system-administrator', 'security-administrator'] },
    homePriority: null,
    nodes: [
      node('sessions', 'identity-sessions', [0, 0, 12, 14]),
      node('keys', 'identity-keys', [0, 14, 12, 10]),
    ],
  },
  {
    id: 'identity-audit',
    slug: 'identity-audit',
    parentId: 'identity',
    title: { 'zh-CN': '审计', 'en-US': 'Audit' },
    order: 12,
    audience: { ...nowhere, roles: ['audit-administrator'] },
    homePriority: null,
    nodes: [node('audit', 'identity-audit', [0, 0, 12, 18])],
  },
];
