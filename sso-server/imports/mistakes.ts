import type { Database } from '@yimen/database';
import type { LocalizedText, SsoDatabase } from '../database-schema.ts';

export type Mistake = { line: number | null; column: string | null; code: string; reason: LocalizedText };
export type Mistakes = ReturnType<typeof collectMistakes>;

/** Both languages of a reason. */
export const says = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, 'en-US': en });

const batch = 500;

/** Every mistake of a file goes to the database as it is found: a file may have more of them than fit anywhere else. */
export function collectMistakes(db: Database<SsoDatabase>, importId: string) {
  let waiting: Mistake[] = [];
  let count = 0;

  async function flush(): Promise<void> {
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    const first = count - rows.length;
    await db.query
      .insertInto('import_mistake')
      .values(
        rows.map((mistake, index) => ({
          import_id: importId,
          sequence: first + index,
          line: mistake.line,
          column_name: mistake.column,
          code: mistake.code,
          reason_json: mistake.reason,
        })),
      )
      .execute();
  }

  return {
    add(mistake: Mistake): void {
      waiting.push(mistake);
      count += 1;
    },
    get count() {
      return count;
    },
    async flushWhenFull(): Promise<void> {
      if (waiting.length >= batch) await flush();
    },
    flush,
  };
}
