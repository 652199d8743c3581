import type { FieldError } from '@yimen/problem';
import type { ReleaseCatalogue } from '@yimen/shell-contract';
import type { CheckedFile } from './check-release.ts';

const MOST_PICTURE_BYTES = 1_048_576;
const MOST_PIXELS = 4096;

/** Checks what a publisher tells the catalogue: every picture is among the files, a PNG or WebP, and of bounded size. */
export function checkCatalogue(
  catalogue: ReleaseCatalogue | undefined,
  files: readonly CheckedFile[],
): FieldError[] {
  return (catalogue?.screenshots ?? []).flatMap(({ path }, index) => {
    const pointer = `/body/catalogue/screenshots/${index}/path`;
    const file = files.find((one) => one.path === path);
    if (!file) return [{ pointer, detail: `there is no file "${path}"` }];
    const { content } = file;
    const size = path.endsWith('.png') ? pngSize(content) : path.endsWith('.webp') ? webpSize(content) : null;
    if (!size) return [{ pointer, detail: 'a PNG or WebP picture is expected' }];
    const errors: FieldError[] = [];
    if (content.length > MOST_PICTURE_BYTES) {
      errors.push({
        pointer,
        detail: `the picture has ${content.length} bytes; ${MOST_PICTURE_BYTES} are allowed`,
      });
    }
    if (Math.max(...size) > MOST_PIXELS || Math.min(...size) < 1) {
      errors.push({
        pointer,
        detail: `the picture is ${size.join(' × ')}; up to ${MOST_PIXELS} pixels are allowed`,
      });
    }
    return errors;
  });
}

type Size = readonly [width: number, height: number];

// PNG (ISO/IEC 15948), 5.2 and 11.2.1: the signature, then the chunk IHDR with width and height.
function pngSize(bytes: Buffer): Size | null {
  const isPng = bytes.length >= 24 && bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n';
  return isPng && bytes.toString('latin1', 12, 16) === 'IHDR'
    ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
    : null;
}

// RFC 9649, 2: RIFF … WEBP, then a chunk VP8, VP8L or VP8X with the size in its own way.
function webpSize(bytes: Buffer): Size | null {
  const isWebp =
    bytes.length >= 30 &&
    bytes.toString('latin1', 0, 4) === 'RIFF' &&
    bytes.toString('latin1', 8, 12) === 'WEBP';
  if (!isWebp) return null;
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
  if (chunk === 'VP8 ') return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  if (chunk !== 'VP8L') return null;
  const bits = bytes.readUInt32LE(21);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}
