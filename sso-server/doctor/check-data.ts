import type { DatabaseInspection } from '@yimen/database';
import { type Finding, ok, warning } from './finding.ts';

const hourMs = 3_600_000;

/** What the data say: accounts that are off and still in, sign-outs that do not arrive, clients that are weak. */
export async function checkData(db: DatabaseInspection, now: number): Promise<Finding[]> {
  return [await checkDisabled(db, now), await checkDeliveries(db, now), await checkWeakClients(db)];
}

async function count(db: DatabaseInspection, statement: string): Promise<number> {
  const [row] = await db.rows(statement);
  return Number(Object.values(row ?? {})[0] ?? 0);
}

async function checkDisabled(db: DatabaseInspection, now: number): Promise<Finding> {
  const isOff = db.dialect === 'sqlite' ? 'person.is_active = 0' : 'not person.is_active';
  const sessions = await count(
    db,
    `select count(*) from session join person on person.sub = session.account_id where ${isOff} and session.expires_at > ${Math.floor(now)}`,
  );
  if (sessions === 0)
    return ok('disabled-accounts', '停用的账号没有未结束的会话', 'No disabled account has a session');
  return warning(
    'disabled-accounts',
    [
      `停用的账号还有 ${sessions} 个会话（多半是直接改了数据库）`,
      `Disabled accounts have ${sessions} sessions (somebody changed the database by hand)`,
    ],
    [
      '令牌已不能使用；请在管理门户中结束这些会话',
      'Their tokens are refused already; end the sessions in the administration',
    ],
  );
}

async function checkDeliveries(db: DatabaseInspection, now: number): Promise<Finding> {
  const late = await db.rows(
    `select client_id, count(*) as n from logout_delivery where state = 'pending' and created_at < ${Math.floor(now - hourMs)} group by client_id order by client_id`,
  );
  if (late.length === 0)
    return ok('logout-deliveries', '没有积压的注销通知', 'No sign-out waits for longer than an hour');
  const list = late.map((row) => `${row.client_id} (${row.n})`).join(', ');
  return warning(
    'logout-deliveries',
    [`注销通知积压超过一小时：${list}`, `Sign-outs wait for longer than an hour: ${list}`],
    ['请检查这些系统的注销地址', 'Look at the logout endpoints of these systems'],
  );
}

/** RFC 9700: every exception is one that somebody should know of. */
async function checkWeakClients(db: DatabaseInspection): Promise<Finding> {
  const yes = db.dialect === 'sqlite' ? '= 1' : '';
  const rows = await db.rows(
    `select client_id, is_pkce_required, redirect_uris_json from relying_party where is_active ${yes} order by client_id`,
  );
  const weak = rows.filter((row) => !row.is_pkce_required || hasPlainRedirect(row.redirect_uris_json));
  if (weak.length === 0)
    return ok('clients', '没有降低安全要求的应用系统', 'No client is weaker than it should be');
  const list = weak.map((row) => row.client_id).join(', ');
  return warning(
    'clients',
    [
      `不要求 PKCE 或回调使用明文 http 的应用系统：${list}`,
      `Clients without PKCE or with plain http redirects: ${list}`,
    ],
    [
      '请督促改造，完成后打开 requirePkce、改用 https',
      'Have them brought up to date, then set requirePkce and https',
    ],
  );
}

function hasPlainRedirect(value: unknown): boolean {
  const uris = (typeof value === 'string' ? JSON.parse(value) : value) as string[];
  return uris.some((uri) => /^http:\/\/(?!localhost[:/]|127\.|\[::1\])/.test(uri));
}
