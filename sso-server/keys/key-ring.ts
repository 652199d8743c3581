import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { JWK } from 'jose';
import type { AuditEvent, AuditLog } from '../audit/audit-log.ts';
import type { SsoDatabase } from '../database-schema.ts';
import { type KeySchedule, type KeyState, type StatedKey, statesAt, successorDue } from './key-schedule.ts';
import { createKeyStore, type KeyReplacement, type KeyRow } from './key-store.ts';
import type { KeyPurpose } from './key-tables.ts';
import { keyPurposes } from './make-key.ts';
import type { Seal } from './seal.ts';

/** What the provider signs and verifies with; of every algorithm the key that signs comes first. */
export type ProviderKeys = { jwks: { keys: JWK[] }; cookieKeys: string[] };

export type KeyInformation = {
  id: string;
  purpose: KeyPurpose;
  state: KeyState;
  createdAt: number;
  activeAt: number;
  supersededAt: number | null;
  retiredAt: number | null;
};

export type KeyRing = {
  /** Reads the keys, makes those that are missing or due. @throws when YIMEN_SECRET is another one */
  load(): Promise<void>;
  /** The same, later: follows the clock and the other processes. */
  refresh(): Promise<void>;
  /** @throws before `load` */
  keys(): ProviderKeys;
  list(): Promise<KeyInformation[]>;
  /** Emergency: when it is applied, the old keys are trusted no more, by nobody. `announce` after the commit. */
  prepareReplacement(purposes: readonly KeyPurpose[]): Promise<KeyReplacement>;
  /** Successors now instead of on schedule; they are published first, as any next key is. */
  prepareRotation(purposes: readonly KeyPurpose[]): Promise<KeyReplacement>;
  announce(): Promise<void>;
  /** Called when other keys sign or verify than before. @returns the undo */
  onChange(listener: () => void): () => void;
  close(): void;
};

const topic = 'sso-keys';
const refreshEveryMs = 30_000;
const signOrder: Record<KeyState, number> = { current: 0, next: 1, previous: 2, retired: 3 };

/**
 * The keys of this installation, on schedule. Each process follows the clock on its own: what signs when is in the
 * rows, days ahead, so a message that was missed does no harm.
 */
export function createKeyRing(o: {
  db: Database<SsoDatabase>;
  seal: Seal;
  now: () => number;
  schedule: KeySchedule;
  audit: AuditLog;
  log: Log;
}): KeyRing {
  const store = createKeyStore(o);
  const listeners = new Set<() => void>();
  let known: { keys: ProviderKeys; mark: string } | undefined;
  let running: Promise<void> | undefined;
  let isAskedAgain = false;

  function stated(rows: KeyRow[]): StatedKey<KeyRow>[] {
    return keyPurposes.flatMap((purpose) =>
      statesAt(
        rows.filter((row) => row.purpose === purpose),
        o.now(),
        o.schedule.retentionMs(purpose),
      ),
    );
  }

  /** @returns whether this process made one */
  async function plan(rows: KeyRow[]): Promise<boolean> {
    let hasMade = false;
    for (const purpose of keyPurposes) {
      const own = rows.filter((row) => row.purpose === purpose);
      const activeAt = successorDue(own, o.now(), o.schedule);
      if (activeAt === undefined) continue;
      const generation = Math.max(0, ...own.map((row) => row.generation)) + 1;
      const isOurs = await store.add({ purpose, generation, active_at: activeAt, created_at: o.now() });
      hasMade ||= isOurs;
      if (isOurs) await o.audit.record(keyEvent({ act: 'announced', purpose, generation, activeAt }));
    }
    return hasMade;
  }

  async function pass(): Promise<void> {
    let rows = await store.all();
    if (await plan(rows)) await o.db.bus.publish(topic);
    rows = await store.all();
    const all = stated(rows);
    use(all.filter((key) => key.state !== 'retired'));
    await store.remove(all.filter((key) => key.state === 'retired').map((key) => key.id));
  }

  function use(keys: StatedKey<KeyRow>[]): void {
    const inOrder = [...keys].sort((a, b) => signOrder[a.state] - signOrder[b.state]);
    const mark = inOrder.map((key) => `${key.id} ${key.state}`).join(',');
    if (known?.mark === mark) return;
    const signing = inOrder.filter((key) => key.purpose !== 'cookie');
    known = {
      mark,
      keys: {
        jwks: { keys: signing.map((key) => JSON.parse(store.open(key)) as JWK) },
        cookieKeys: inOrder.filter((key) => key.purpose === 'cookie').map((key) => store.open(key)),
      },
    };
    for (const listener of listeners) listener();
  }

  /** One pass at a time; who asks meanwhile gets one that began after the question. */
  function refresh(): Promise<void> {
    isAskedAgain = true;
    running ??= o.db.committed(async () => {
      try {
        while (isAskedAgain) {
          isAskedAgain = false;
          await pass();
        }
      } finally {
        running = undefined;
      }
    });
    return running;
  }

  const inBackground = () => {
    refresh().catch((error: unknown) => o.log.warn('key-refresh-failed', { error }));
  };
  const undo = ['resync', topic].map((name) => o.db.bus.subscribe(name, inBackground));
  let timer: NodeJS.Timeout | undefined;

  return {
    async load() {
      await refresh();
      timer ??= setInterval(inBackground, refreshEveryMs).unref();
    },
    refresh,
    keys() {
      if (!known) throw new Error('the keys are not loaded yet');
      return known.keys;
    },
    list: async () => stated(await store.all()).map(present),
    prepareReplacement: (purposes) => store.prepareReplacement(purposes, o.now),
    prepareRotation: (purposes) =>
      store.prepareSuccessors(purposes, { now: o.now, activeAt: () => o.now() + o.schedule.announceMs }),
    async announce() {
      await o.db.bus.publish(topic);
      await refresh();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      clearInterval(timer);
      for (const stop of undo) stop();
    },
  };
}

function keyEvent(detail: Record<string, unknown>): AuditEvent {
  return { event: 'key-changed', outcome: 'success', detail };
}

function present(key: StatedKey<KeyRow>): KeyInformation {
  return {
    id: key.id,
    purpose: key.purpose,
    state: key.state,
    createdAt: key.created_at,
    activeAt: key.active_at,
    supersededAt: key.superseded_at,
    retiredAt: key.retired_at,
  };
}
