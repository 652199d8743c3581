import { resolve } from 'node:path';

/** Where a database is: a file of the embedded engine, or a PostgreSQL connection string. */
export type DatabaseAddress =
  | { dialect: 'sqlite'; file: string }
  | { dialect: 'postgres'; connectionString: string };

/**
 * Reads a database URL.
 * @param url `sqlite:/abs/file.db`, `sqlite:relative.db`, `postgres://…` or `postgresql://…`
 * @returns the address
 * @throws Error that names the accepted forms; it never repeats the URL, which may hold a password
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  if (url.startsWith('sqlite:')) {
    const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (file === '' || file === ':memory:') {
      throw new Error(
        'sqlite: needs a file, as in sqlite:/var/lib/yimen/portal.db (two connections share it)',
      );
    }
    return { dialect: 'sqlite', file: resolve(file) };
  }
  if (/^postgres(ql)?:\/\//.test(url)) return { dialect: 'postgres', connectionString: url };
  throw new Error('a database URL starts with sqlite: or postgres://');
}
