import type { DatabaseInspection } from '@yimen/database';
import { type Finding, ok, warning } from './finding.ts';

const lateMs = 60_000;

/** Whether the chain keeps up with the trail: what is not linked can be removed unseen, and reaches no collector. */
export async function checkAudit(db: DatabaseInspection, now: number): Promise<Finding[]> {
  const isUnlinked =
    db.dialect === 'sqlite'
      ? 'event.sequence > head.last_sequence'
      : 'event.xact >= head.horizon and event.sequence > head.since_sequence';
  const [row] = await db.rows(
    `select count(*) as waiting, min(event.at) as since from audit_event event, audit_head head
      where ${isUnlinked} and event.at < ${Math.floor(now - lateMs)}`,
  );
  const waiting = Number(row?.waiting ?? 0);
  if (waiting === 0) return [ok('audit', '审计记录都已进入哈希链', 'Every audit row is in the chain')];
  const minutes = Math.floor((now - Number(row?.since)) / 60_000);
  return [
    warning(
      'audit',
      [
        `有 ${waiting} 条审计记录还没有进入哈希链，最早的已等待 ${minutes} 分钟`,
        `${waiting} audit rows are not in the chain yet; the oldest waits for ${minutes} minutes`,
      ],
      db.dialect === 'sqlite'
        ? [
            '请确认 sso-server 正在运行，并查看日志中的 audit-seal-failed',
            'Make sure that the sso-server runs, and look for audit-seal-failed in its log',
          ]
        : [
            '请确认 sso-server 正在运行，查看日志中的 audit-seal-failed，并在 pg_stat_activity 中查找长时间未结束的事务（同一集群的任何数据库）',
            'Make sure that the sso-server runs, look for audit-seal-failed in its log, and in pg_stat_activity for transactions that have been open for long (in any database of the cluster)',
          ],
    ),
  ];
}
