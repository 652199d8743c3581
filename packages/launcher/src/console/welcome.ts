import { relative } from 'node:path';
import { demonstrationPassword, namedAccounts, people } from '../demonstration/people.ts';
import { root } from '../paths.ts';
import type { Yimen } from '../start-yimen.ts';
import { madeAdministrators } from './administrators-made.ts';

/** What npm start prints when everything is up: where to go, and as whom. */
export function welcome(yimen: Yimen): string {
  const { portal, budget, payments, sso } = yimen.urls;
  return [
    '一门已就绪 / Yimen is ready',
    '',
    `  门户 Portal            ${portal}`,
    `  支付申请 Payments      ${payments}`,
    `  预算执行 Budget        ${budget}`,
    `  统一认证 Sign-in       ${sso}`,
    '',
    ...(yimen.settings.profile === 'demonstration' ? accounts() : firstAdministrators(yimen)),
    '',
    `  数据 Data  ${yimen.settings.dataDir}    日志 Logs  ${yimen.settings.dataDir}/logs`,
    '  按 Ctrl-C 停止 / Press Ctrl-C to stop',
  ].join('\n');
}

function accounts(): string[] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return [
    `  演示账号（密码均为 ${demonstrationPassword}）/ Demonstration accounts (password of all: ${demonstrationPassword})`,
    ...namedAccounts.map(({ id, what }) => {
      const name = names.get(id);
      return `    ${id.padEnd(10)} ${name?.['zh-CN']}  ${what['zh-CN']} / ${what['en-US']}`;
    }),
  ];
}

function firstAdministrators({ settings }: Yimen): string[] {
  const made = madeAdministrators(settings.dataDir);
  if (made) return [`  管理员账号 Administrators  ${made.join(', ')}`];
  const dataDir = relative(root, settings.dataDir) || '.';
  const option = dataDir === '.data' ? '' : ` --data-dir ${settings.dataDir}`;
  return [
    '  还没有任何账号。请按 Ctrl-C 停止，运行一次以下命令创建三名管理员（系统、安全、审计），再重新启动（创建后该命令即失效）：',
    '  There is no account yet. Stop with Ctrl-C, make the three administrators (system, security, audit) with this',
    '  command, which works once, and start again:',
    '',
    `    node packages/launcher/bin/launch.mjs first-administrators${option}`,
  ];
}
