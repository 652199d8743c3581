import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Secrets that the launcher makes once and keeps: one per program, one per client. */
export type Secrets = {
  /** Encrypts what a program keeps at rest (YIMEN_SECRET). */
  ofProgram(name: string): string;
  /** Proves a client to the sso-server. */
  ofClient(clientId: string): string;
  /** The secret of a client that the sso-server made itself; undefined before that. */
  known(clientId: string): string | undefined;
  keep(clientId: string, secret: string): void;
  /** Readable by its owner only. */
  file: string;
};

type SecretsFile = { programs: Record<string, string>; clients: Record<string, string> };

/** Opens `secrets.json` of a data directory. What is missing is made and written at once. */
export function openSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'secrets.json');
  const known: SecretsFile = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { programs: {}, clients: {} };
  const secret = (kind: keyof SecretsFile) => (name: string) => {
    const found = known[kind][name];
    if (found !== undefined) return found;
    const made = randomBytes(32).toString('base64url');
    known[kind][name] = made;
    write(file, known);
    return made;
  };
  return {
    file,
    ofProgram: secret('programs'),
    ofClient: secret('clients'),
    known: (clientId) => known.clients[clientId],
    keep(clientId, made) {
      known.clients[clientId] = made;
      write(file, known);
    },
  };
}

// Written beside and renamed: a launcher that is killed leaves the old file or the new one, never half.
function write(file: string, content: SecretsFile): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
