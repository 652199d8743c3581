import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { decodeAs, type Encoding } from './upload.ts';

export type CsvRow = { line: number; cells: string[] };

const longestRecord = 64 * 1024;

/**
 * The rows of a file (RFC 4180), empty ones left out. Behind a record whose quotes do not fit nobody can say where the
 * next one begins: it is told to `onBroken`, and reading ends.
 */
export async function* readCsv(o: {
  path: string;
  encoding: Encoding;
  onBroken: (line: number) => void;
}): AsyncGenerator<CsvRow> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  const source = createReadStream(o.path);
  const decoded = source.pipe(decodeAs(o.encoding));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of decoded.pipe(parser) as AsyncIterable<Parsed>) {
      const cells = record.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== '')) yield { line: info.lines, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    o.onBroken(Number(error.lines ?? 0));
  } finally {
    source.destroy();
    parser.destroy();
  }
}

type Parsed = { record: string[]; info: { lines: number } };
