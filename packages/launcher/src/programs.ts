/** A program of its own, with its own port, database and secret. */
export type Program = {
  /** Started with this file, relative to the checkout. */
  entry: string;
  port: number;
  audience: string;
  title: { 'zh-CN': string; 'en-US': string };
  /** Beginning of its environment variables for the launcher: `YIMEN_<variable>_PORT`. */
  variable: string;
  /** Options of Node that only its command line takes. */
  nodeOptions?: readonly string[];
};

/** The sso-server is started first; the others need nothing of each other to become ready. */
export const programs = {
  sso: {
    entry: 'sso-server/main.ts',
    port: 4100,
    audience: 'urn:yimen:service:sso',
    title: { 'zh-CN': '统一认证', 'en-US': 'Sign-in' },
    variable: 'SSO',
    // V8 would collect much later than it needs to; see the README of the sso-server.
    nodeOptions: ['--max-semi-space-size=16', '--initial-old-space-size=64', '--heap-growing-percent=50'],
  },
  portal: {
    entry: 'shell/server/main.ts',
    port: 4000,
    audience: 'urn:yimen:service:portal',
    title: { 'zh-CN': '门户', 'en-US': 'Portal' },
    variable: 'PORTAL',
  },
  todo: {
    entry: 'portlets/todo/service/main.ts',
    port: 4201,
    audience: 'urn:yimen:service:todo',
    title: { 'zh-CN': '统一待办', 'en-US': 'To-dos' },
    variable: 'TODO',
  },
  notices: {
    entry: 'portlets/notices/service/main.ts',
    port: 4202,
    audience: 'urn:yimen:service:notices',
    title: { 'zh-CN': '通知公告', 'en-US': 'Notices' },
    variable: 'NOTICES',
  },
  contacts: {
    entry: 'portlets/contacts/service/main.ts',
    port: 4203,
    audience: 'urn:yimen:service:contacts',
    title: { 'zh-CN': '通讯录', 'en-US': 'Contacts' },
    variable: 'CONTACTS',
  },
  budget: {
    entry: 'portlets/budget/service/main.ts',
    port: 4211,
    audience: 'urn:yimen:service:budget',
    title: { 'zh-CN': '预算执行', 'en-US': 'Budget execution' },
    variable: 'BUDGET',
  },
  payments: {
    entry: 'portlets/payments/service/main.ts',
    port: 4212,
    audience: 'urn:yimen:service:payments',
    title: { 'zh-CN': '支付申请', 'en-US': 'Payment requests' },
    variable: 'PAYMENTS',
  },
} as const satisfies Record<string, Program>;

/** One of {@link programs}. */
export type ProgramName = keyof typeof programs;

/** In the order in which they are started. */
export const programNames = Object.keys(programs) as ProgramName[];

/** What the command line of a program has before its entry. */
export function nodeOptionsOf(name: ProgramName): readonly string[] {
  const program: Program = programs[name];
  return program.nodeOptions ?? [];
}
