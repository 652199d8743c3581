const brokenCode = 'YIMEN_DATABASE_BROKEN';

/**
 * The disk has refused to sync what was written to it: what it has is not known, and asking again may be answered with
 * a lie (Linux marks pages that it could not write as clean).
 */
export function brokenDatabase(cause: unknown): Error {
  const error = new Error('the disk refused a sync: nothing is written until the program starts again', {
    cause,
  });
  return Object.assign(error, { code: brokenCode });
}

/** Whether an error is that of {@link brokenDatabase}. */
export function isBrokenDatabase(error: Error): boolean {
  return 'code' in error && error.code === brokenCode;
}
