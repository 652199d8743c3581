type Signature = 'pdf' | 'zip' | 'ole' | 'jpeg' | 'png' | 'text';
type AttachmentType = { readonly mediaType: string; readonly signatures: readonly Signature[] };

const office = 'application/vnd.openxmlformats-officedocument';

/**
 * What may be attached, by extension. Browsers know no media type for WPS and OFD files, so the extension decides,
 * the beginning of the file has to fit it, and downloads carry the type of this table only.
 */
export const attachmentTypes: Readonly<Record<string, AttachmentType>> = {
  pdf: { mediaType: 'application/pdf', signatures: ['pdf'] },
  ofd: { mediaType: 'application/ofd', signatures: ['zip'] },
  doc: { mediaType: 'application/msword', signatures: ['ole'] },
  docx: { mediaType: `${office}.wordprocessingml.document`, signatures: ['zip'] },
  xls: { mediaType: 'application/vnd.ms-excel', signatures: ['ole'] },
  xlsx: { mediaType: `${office}.spreadsheetml.sheet`, signatures: ['zip'] },
  ppt: { mediaType: 'application/vnd.ms-powerpoint', signatures: ['ole'] },
  pptx: { mediaType: `${office}.presentationml.presentation`, signatures: ['zip'] },
  wps: { mediaType: 'application/vnd.ms-works', signatures: ['ole', 'zip'] },
  et: { mediaType: 'application/vnd.ms-excel', signatures: ['ole', 'zip'] },
  dps: { mediaType: 'application/vnd.ms-powerpoint', signatures: ['ole', 'zip'] },
  txt: { mediaType: 'text/plain', signatures: ['text'] },
  csv: { mediaType: 'text/csv', signatures: ['text'] },
  jpg: { mediaType: 'image/jpeg', signatures: ['jpeg'] },
  jpeg: { mediaType: 'image/jpeg', signatures: ['jpeg'] },
  png: { mediaType: 'image/png', signatures: ['png'] },
  zip: { mediaType: 'application/zip', signatures: ['zip'] },
};

const beginnings: Readonly<Record<Exclude<Signature, 'text'>, readonly number[]>> = {
  pdf: [0x25, 0x50, 0x44, 0x46, 0x2d],
  zip: [0x50, 0x4b, 0x03, 0x04],
  ole: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** For `<input accept>`. */
export const acceptedExtensions = Object.keys(attachmentTypes)
  .map((extension) => `.${extension}`)
  .join(',');

/** The type that a file name stands for; undefined when such files may not be attached. */
export function attachmentTypeOf(name: string): AttachmentType | undefined {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(attachmentTypes, extension) ? attachmentTypes[extension] : undefined;
}

/** Whether the content begins as files of this type do. */
export function fitsType(type: AttachmentType, content: Uint8Array): boolean {
  return type.signatures.some((signature) => {
    if (signature === 'text') return !content.subarray(0, 4_096).includes(0);
    return beginnings[signature].every((byte, index) => content[index] === byte);
  });
}
