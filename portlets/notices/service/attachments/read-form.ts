import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy';
import { type FieldError, problem } from '@yimen/problem';
import { limits } from '../../contract/index.ts';

/** A form as it came: the JSON of the field `notice`, and files of the field `attachments` in their order. */
export type NoticeForm = { notice: unknown; files: { name: string; content: Uint8Array }[] };

const jsonBytes = 6 * 1_048_576;
const at = (index: number) => `/body/attachments/${index}`;

/**
 * Reads multipart/form-data (RFC 7578) as it streams in, and keeps no more than the limits allow: what is beyond
 * them is read and thrown away, so that the answer can say everything that is wrong.
 * @throws problem `unsupported-media-type`, `too-large` naming every file that is, `invalid-input` for a broken form
 */
export async function readForm(request: IncomingMessage): Promise<NoticeForm> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(type))
    throw problem('unsupported-media-type', { detail: 'needs multipart/form-data' });
  if (Number(request.headers['content-length'] ?? 0) > limits.totalBytes + 2 * jsonBytes)
    throw problem('too-large');

  const errors: FieldError[] = [];
  const files: { name: string; chunks: Buffer[] }[] = [];
  let json: string | undefined;
  let kept = 0;
  let isTooLarge = false;
  const tooLarge = (pointer: string, detail: string) => {
    isTooLarge = true;
    errors.push({ pointer, detail });
  };
  const takeFile = (field: string, stream: BusboyFileStream, name: string): void => {
    if (field !== 'attachments') {
      errors.push({ pointer: `/body/${field}`, detail: 'is not a field of this form' });
      stream.resume();
      return;
    }
    const file = { name, chunks: [] as Buffer[] };
    const index = files.push(file) - 1;
    let isCut = false;
    stream.on('data', (chunk: Buffer) => {
      if (isCut) return;
      kept += chunk.length;
      if (kept <= limits.totalBytes) return void file.chunks.push(chunk);
      isCut = true;
      tooLarge(at(index), `all files together may have ${limits.totalBytes} bytes`);
    });
    stream.on('limit', () => tooLarge(at(index), `a file may have ${limits.fileBytes} bytes`));
  };
  await parse(request, (form) => {
    form.on('file', takeFile);
    form.on('field', (field, value, _isNameCut, isCut) => {
      if (isCut) tooLarge(`/body/${field}`, 'is too long');
      else if (field === 'notice') json = value;
      else errors.push({ pointer: `/body/${field}`, detail: 'is not a field of this form' });
    });
    form.on('filesLimit', () =>
      errors.push({ pointer: '/body/attachments', detail: `at most ${limits.files} files` }),
    );
  });
  const notice = readJson(json, errors);
  if (errors.length > 0) throw problem(isTooLarge ? 'too-large' : 'invalid-input', { errors });
  return { notice, files: files.map(({ name, chunks }) => ({ name, content: Buffer.concat(chunks) })) };
}

async function parse(
  request: IncomingMessage,
  listen: (form: ReturnType<typeof Busboy>) => void,
): Promise<void> {
  const broken = (cause: unknown) =>
    problem('invalid-input', {
      errors: [{ pointer: '/body', detail: 'not a complete multipart form' }],
      cause,
    });
  let form: ReturnType<typeof Busboy>;
  try {
    form = Busboy({
      headers: request.headers as BusboyHeaders,
      limits: {
        fieldSize: jsonBytes,
        fields: 5,
        files: limits.files,
        fileSize: limits.fileBytes,
        parts: limits.files + 6,
        headerPairs: 20,
        headerSize: 8_192,
      },
    });
  } catch (error) {
    throw broken(error);
  }
  listen(form);
  await new Promise<void>((resolve, reject) => {
    form.on('finish', resolve);
    form.on('error', (error: unknown) => {
      request.unpipe(form);
      request.resume();
      reject(broken(error));
    });
    request.on('error', (error) => reject(broken(error)));
    request.on('close', () => {
      if (!request.complete) reject(broken(new Error('the request broke off')));
    });
    request.pipe(form);
  });
}

function readJson(json: string | undefined, errors: FieldError[]): unknown {
  if (json === undefined) {
    errors.push({ pointer: '/body/notice', detail: 'is missing' });
    return undefined;
  }
  try {
    return JSON.parse(json);
  } catch {
    errors.push({ pointer: '/body/notice', detail: 'not valid JSON' });
    return undefined;
  }
}
