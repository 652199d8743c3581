import type { ProgramName } from '../programs.ts';
import { copyDirectory, loadApplication, loadTodos } from './load-business.ts';
import { loadAdministrators, loadOrganisation } from './load-organisation.ts';
import { loadPages } from './load-pages.ts';
import { openLoadedSteps } from './loaded-steps.ts';
import type { Loading } from './loading.ts';

type Step = {
  name: string;
  needs: ProgramName[];
  load: (loading: Loading) => Promise<void>;
  what: string;
};

const steps: readonly Step[] = [
  {
    name: 'organisation',
    needs: ['sso'],
    load: loadOrganisation,
    what: '组织机构和人员 organisation and people',
  },
  {
    name: 'administrators',
    needs: ['sso'],
    load: loadAdministrators,
    what: '三员账号 the three administrators',
  },
  { name: 'contacts', needs: ['contacts'], load: copyDirectory, what: '通讯录 contacts' },
  {
    name: 'budget',
    needs: ['budget'],
    load: loadApplication('budget', 'demonstrationRequests', 'budget:admin'),
    what: '预算执行 budget execution',
  },
  { name: 'todos', needs: ['todo'], load: loadTodos, what: '待办 to-dos' },
  {
    name: 'payments',
    needs: ['payments'],
    load: loadApplication('payments', 'demonstrationRequests', 'payments:admin'),
    what: '支付申请 payment requests',
  },
  {
    name: 'notices',
    needs: ['notices'],
    load: loadApplication('notices', 'demonstrationNotices', 'notices:admin'),
    what: '通知公告 notices',
  },
  { name: 'pages', needs: ['portal'], load: loadPages, what: '门户页面 portal pages' },
];

/** Loads what is not loaded yet. People's later changes are left alone. */
export async function loadDemonstration(
  o: Loading & { running: ReadonlySet<ProgramName>; say: (line: string) => void },
): Promise<void> {
  const loaded = openLoadedSteps(o.settings.dataDir);
  for (const step of steps) {
    if (loaded.has(step.name) || !step.needs.every((name) => o.running.has(name))) continue;
    await step.load(o);
    loaded.add(step.name);
    o.say(`  ✓ 演示数据 ${step.what}`);
  }
}
