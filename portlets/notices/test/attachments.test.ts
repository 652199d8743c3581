import { request } from 'node:http';
import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits, type NoticeDetail, type NoticeWritten } from '../contract/index.ts';
import {
  content,
  type NoticesScene,
  noticesScene,
  pdf,
  pointersOf,
  publisher,
  reader,
} from './notices-scene.ts';

type Files = { name: string; content: BlobPart }[];

describe.each(testDatabases())('attachments on $name', ({ url }) => {
  let scene: NoticesScene;
  beforeEach(async () => {
    scene = await noticesScene(await url());
  });
  afterEach(() => scene.close());

  const publishWith = async (files: Files): Promise<NoticeDetail> => {
    const made: NoticeWritten = await (await scene.write(publisher, content(), files)).json();
    await scene.post(publisher, `/api/notices/${made.id}/publish`, { revision: made.revision });
    return (await scene.as(reader, `/api/notices/detail?id=${made.id}`)).json();
  };

  it('gives back the bytes as a download, with the Chinese name and no sniffing', async () => {
    const bytes = pdf(300_000);
    const { id, attachments } = await publishWith([{ name: '年终结账 日程表"终稿".PDF', content: bytes }]);
    const [file] = attachments;
    expect(file).toMatchObject({
      name: '年终结账 日程表＂终稿＂.PDF',
      mediaType: 'application/pdf',
      size: 300_000,
    });
    const answer = await scene.as(reader, `/api/notices/${id}/attachments/${file?.id}`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; /);
    expect(disposition).toContain(`filename*=UTF-8''${encodeURIComponent('年终结账 日程表＂终稿＂.PDF')}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    const etag = answer.headers.get('etag') ?? '';
    const again = await scene.as(reader, `/api/notices/${id}/attachments/${file?.id}`, {
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });

  it('gives no attachment to whom the notice is not for, nor under another notice', async () => {
    const made: NoticeWritten = await (
      await scene.write(publisher, content({ audience: { kind: 'units', unitIds: ['edu'] } }), [
        { name: 'a.pdf', content: pdf() },
      ])
    ).json();
    await scene.post(publisher, `/api/notices/${made.id}/publish`, { revision: 1 });
    const own: NoticeDetail = await (await scene.as(publisher, `/api/notices/detail?id=${made.id}`)).json();
    const file = own.attachments[0]?.id;
    expect((await scene.as(reader, `/api/notices/${made.id}/attachments/${file}`)).status).toBe(404);
    const other = await scene.publish();
    expect((await scene.as(reader, `/api/notices/${other}/attachments/${file}`)).status).toBe(404);
  });

  it.each([
    ['a program', 'setup.exe', 'MZ'],
    ['a page', 'index.html', '<script>'],
    ['a page that says it is a PDF', '通知.pdf', '<script>alert(1)</script>'],
    ['an extension hidden by a direction mark', 'gnp.\u202Eexe.png.exe', 'MZ'],
    ['an empty file', 'a.txt', ''],
  ])('refuses %s', async (_what, name, bytes) => {
    const answer = await scene.write(publisher, content(), [{ name, content: bytes }]);
    expect(answer.status).toBe(415);
    expect(await pointersOf(answer)).toEqual(['/body/attachments/0']);
  });

  it('refuses a file over 10 MB and says which one; one of exactly 10 MB is taken', async () => {
    const answer = await scene.write(publisher, content(), [
      { name: 'small.pdf', content: pdf() },
      { name: 'big.pdf', content: pdf(limits.fileBytes + 1) },
    ]);
    expect(answer.status).toBe(413);
    expect(await pointersOf(answer)).toEqual(['/body/attachments/1']);
    const exact = await scene.write(publisher, content(), [
      { name: 'a.pdf', content: pdf(limits.fileBytes) },
    ]);
    expect(exact.status).toBe(201);
  });

  it('refuses an eleventh file, other bodies, and forms that break off', async () => {
    const eleven = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.pdf`, content: pdf() }));
    expect(await pointersOf(await scene.write(publisher, content(), eleven))).toEqual(['/body/attachments']);
    expect((await scene.post(publisher, '/api/notices', content())).status).toBe(415);
    const torn = await scene.as(publisher, '/api/notices', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: new TextEncoder().encode('--x\r\ncontent-disposition: form-data; name="notice"\r\n\r\n{'),
    });
    expect(torn.status).toBe(400);
    const empty = await scene.as(publisher, '/api/notices', { method: 'POST', body: new FormData() });
    expect(empty.status).toBe(400);
  });

  it('survives an upload whose sender goes away', async () => {
    await new Promise<void>((resolve) => {
      const sending = request(`${scene.url}/api/notices`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      });
      sending.on('error', () => resolve());
      sending.write('--x\r\n', () => {
        sending.destroy();
        resolve();
      });
    });
    expect((await scene.list(publisher, '&show=managed')).total).toBe(0);
  });
});
