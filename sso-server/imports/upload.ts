import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { problem } from '@yimen/problem';

export const largestFileBytes = 64 * 1024 * 1024;

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';
export type Upload = { path: string; digest: string; remove(): Promise<void> };

/**
 * Puts an uploaded file into a folder that only this process reads: it is read twice, and never held in memory.
 * @throws problem `too-large`
 */
export async function storeUpload(stream: Readable): Promise<Upload> {
  const folder = await mkdtemp(join(tmpdir(), 'yimen-import-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'upload.csv');
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > largestFileBytes ? problem('too-large') : null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, digest: hash.digest('hex'), remove };
}

/** What Excel and old systems in China write. Undefined: none of them reads the whole file. */
export async function detectEncoding(path: string): Promise<Encoding | undefined> {
  for await (const chunk of createReadStream(path, { end: 1 }) as AsyncIterable<Buffer>) {
    if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  }
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    if (await isReadableAs(path, encoding)) return encoding;
  }
  return undefined;
}

async function isReadableAs(path: string, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      // No text has a zero byte: this is a spreadsheet or an archive.
      if (chunk.includes(0)) return false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Decodes a stream of bytes; a byte order mark is left out. */
export function decodeAs(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk: Buffer, _encoding, done) {
      done(null, decoder.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
}
