import { problem } from '@yimen/problem';
import { type AdministrationOperation, changeOperation, readOperation } from './operation.ts';

const title = { 'zh-CN': '查看安装状态', 'en-US': 'See whether the installation is finished' };

const read = readOperation({
  id: 'installation.read',
  title,
  method: 'GET',
  path: '/installation',
  by: ['system-administrator', 'security-administrator', 'audit-administrator'],
  programs: 'provision',
  async read({ services: { installation } }) {
    const missingAdministrators = await installation.missingAdministrators();
    return { body: { isFinished: await installation.isFinished(), missingAdministrators } };
  },
});

const finish = changeOperation({
  id: 'installation.finish',
  title: { 'zh-CN': '结束安装', 'en-US': 'Finish the installation' },
  method: 'POST',
  path: '/installation/finish',
  by: [],
  programs: 'installation',
  async plan({ services: { installation } }) {
    const missing = await installation.missingAdministrators();
    if (missing.length > 0) {
      throw problem('conflict', { detail: `there is no active account yet with ${missing.join(', ')}` });
    }
    return {
      before: { isFinished: false },
      after: { isFinished: true },
      apply: (trx) => installation.finish(trx),
    };
  },
});

export const installationOperations: readonly AdministrationOperation[] = [read, finish];
