import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const MOST_BYTES = 8_192;

/** The last lines of a file; of a long file only its end is read. */
export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return '';
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const length = Math.min(size, MOST_BYTES);
    const buffer = Buffer.alloc(length);
    readSync(handle, buffer, 0, length, size - length);
    return buffer.toString().trimEnd().split('\n').slice(-count).join('\n');
  } finally {
    closeSync(handle);
  }
}
