import type { Context } from 'koa';
import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider';
import type { NewDevices } from '../sessions/new-devices.ts';
import type { FoundSession, SessionStore } from '../sessions/session-store.ts';
import { deviceOf } from '../sign-in/device-cookie.ts';
import { hashId } from './hash-id.ts';
import { generationOfRequest } from './interaction-adapter.ts';

/** What a request loaded, so that saving writes only what this request changed. */
type Loaded = { cookie: string; fields: string; expiresAt: number; clients: Set<string> };

export type SessionAdapter = Adapter & {
  /** The client's row was written already: saving the session need not write it again. */
  noteClaimed(ctx: object, uid: string, clientId: string): void;
};

/** A sliding expiry is written at most once a minute. */
const slideMs = 60_000;

/**
 * oidc-provider hands over the whole session at every request. Written back whole, parallel sign-ins lose
 * each other's clients and their codes are refused (sso-peers.md S1). Here the base row is written only
 * when this request changed it, and clients are rows of their own.
 */
export function createSessionAdapter(o: {
  sessions: SessionStore;
  newDevices: NewDevices;
  now: () => number;
}): SessionAdapter {
  const { sessions, now } = o;
  const loads = new WeakMap<object, Loaded>();
  /** Clients whose rows this request has written before there was a session to load. */
  const claimed = new WeakMap<object, Set<string>>();
  /** Requests whose session may not begin: the library tries to save it again after the error. */
  const refused = new WeakSet<object>();

  function present(found: FoundSession | undefined, cookie?: string): AdapterPayload | undefined {
    if (!found) return undefined;
    const { row, clients } = found;
    const payload = toPayload(found, cookie);
    const ctx = Provider.ctx;
    if (ctx && cookie !== undefined) {
      loads.set(ctx, {
        cookie,
        fields: JSON.stringify(toFields(payload)),
        expiresAt: row.expires_at,
        clients: new Set(clients.map((client) => client.client_id)),
      });
    }
    return payload;
  }

  async function saveBase(
    cookie: string,
    payload: AdapterPayload,
    loaded: Loaded | undefined,
    expiresAt: number,
  ) {
    const uid = String(payload.uid);
    const fields = toFields(payload);
    if (!loaded) {
      const origin = originOf();
      const times = { created_at: now(), seen_at: now(), expires_at: expiresAt };
      const row = { uid, ...fields, ...origin, ...times };
      if (!fields.account_id) await sessions.insert(row);
      else if (!(await sessions.begin(row, fields.account_id, generationOfRequest()))) {
        if (Provider.ctx) refused.add(Provider.ctx);
        throw thrownOut();
      }
      await sessions.addCookie(cookie, uid);
      const { device, ip, user_agent: userAgent } = origin;
      if (fields.account_id) {
        await o.newDevices.sessionCreated({ uid, sub: fields.account_id, device, ip, userAgent });
      }
      return;
    }
    const changed = changedFields(fields, loaded.fields);
    if (Object.keys(changed).length > 0 || Math.abs(expiresAt - loaded.expiresAt) > slideMs) {
      if (!(await sessions.update(uid, { ...changed, seen_at: now(), expires_at: expiresAt }))) return;
    }
    if (cookie !== loaded.cookie) await sessions.addCookie(cookie, uid);
  }

  async function saveClients(payload: AdapterPayload, loaded: Loaded | undefined) {
    const uid = String(payload.uid);
    const written = Provider.ctx && claimed.get(Provider.ctx);
    const authorizations = payload.authorizations ?? {};
    for (const [clientId, { sid, grantId }] of Object.entries(authorizations)) {
      if (loaded?.clients.has(clientId) || written?.has(`${uid} ${clientId}`) || !sid || !grantId) continue;
      await sessions.claimClient({ session_uid: uid, client_id: clientId, sid, grant_id: grantId });
    }
    const removed = [...(loaded?.clients ?? [])].filter((clientId) => !(clientId in authorizations));
    if (removed.length > 0) await sessions.removeClients(uid, removed);
  }

  return {
    find: async (cookie) => present(await sessions.findByCookie(cookie), cookie),
    findByUid: async (uid) => present(await sessions.findWithClients(uid)),
    async upsert(cookie, payload, expiresIn = 0) {
      const { ctx } = Provider;
      const loaded = ctx && loads.get(ctx);
      // The library would keep a session for every visitor with a stale cookie: nothing to keep yet.
      if (!loaded && !payload.accountId) return;
      if (ctx && refused.has(ctx)) return;
      const expiresAt = now() + expiresIn * 1000;
      await saveBase(cookie, payload, loaded, expiresAt);
      await saveClients(payload, loaded);
      if (ctx) {
        loads.set(ctx, {
          cookie,
          fields: JSON.stringify(toFields(payload)),
          expiresAt,
          clients: new Set(Object.keys(payload.authorizations ?? {})),
        });
      }
    },
    // The library destroys the old identifier when it gives the session a new one. Sessions end elsewhere
    // (sessions/end-sessions.ts), with their logout tokens.
    destroy: (cookie) => sessions.replaceCookie(cookie),
    noteClaimed: (ctx, uid, clientId) => {
      loads.get(ctx)?.clients.add(clientId);
      claimed.set(ctx, (claimed.get(ctx) ?? new Set()).add(`${uid} ${clientId}`));
    },
    async findByUserCode() {},
    async consume() {},
    async revokeByGrantId() {},
  };
}

/** She was thrown out a moment ago: the request begins anew (render-error.ts), and the system gets no code. */
const thrownOut = () =>
  Object.assign(new errors.SessionNotFound('signed out meanwhile'), { allow_redirect: false });

/** Only these are written: a request that slides the expiry must not undo the step up of another tab. */
function changedFields(
  fields: ReturnType<typeof toFields>,
  loaded: string,
): Partial<ReturnType<typeof toFields>> {
  const before = JSON.parse(loaded) as Record<string, unknown>;
  const changed = Object.entries(fields).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changed);
}

/** Where the running request comes from. */
function originOf() {
  const { ctx } = Provider;
  const device = ctx && deviceOf(ctx as unknown as Context);
  return {
    ip: ctx?.ip ?? null,
    user_agent: ctx?.get('user-agent').slice(0, 400) ?? null,
    device: device === undefined ? null : hashId(device),
  };
}

function toFields(payload: AdapterPayload) {
  return {
    account_id: payload.accountId ?? null,
    login_ts: payload.loginTs ?? null,
    acr: payload.acr ?? null,
    amr_json: payload.amr ?? null,
    is_transient: payload.transient === true,
    state_json: payload.state ?? null,
  };
}

function toPayload({ row, clients }: FoundSession, cookie: string | undefined): AdapterPayload {
  const authorizations = Object.fromEntries(
    clients.map((client) => [client.client_id, { sid: client.sid, grantId: client.grant_id }]),
  );
  return {
    kind: 'Session',
    iat: Math.floor(row.created_at / 1000),
    exp: Math.floor(row.expires_at / 1000),
    uid: row.uid,
    ...(cookie === undefined ? {} : { jti: cookie }),
    ...(row.account_id === null ? {} : { accountId: row.account_id }),
    ...(row.login_ts === null ? {} : { loginTs: row.login_ts }),
    ...(row.acr === null ? {} : { acr: row.acr }),
    ...(row.amr_json === null ? {} : { amr: row.amr_json }),
    ...(row.is_transient ? { transient: true } : {}),
    ...(row.state_json === null ? {} : { state: row.state_json }),
    ...(clients.length === 0 ? {} : { authorizations }),
  };
}
