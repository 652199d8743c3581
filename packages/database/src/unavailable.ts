import { isBrokenDatabase } from './broken.ts';

/** Codes of Node for a connection that cannot be made or has broken. */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** PostgreSQL, appendix A: class 08, and the server that is shutting down or not yet up, or has no place left. */
const serverCodes = /^(08\w{3}|57P0[123]|53300)$/;
/** Result codes of SQLite: a write error of the disk, the disk is full, the file cannot be opened, another has it. */
const sqliteFaults = new Set([10, 13, 14, 5]);
/** pg has no code for these. */
const messages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * Whether a statement failed because the database is away for the moment, or its disk is full or broken: nothing is
 * wrong with the request, and the same one may succeed soon.
 * @param error anything that was thrown; causes are looked at too
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    if (isBrokenDatabase(at)) return true;
    // The lower eight bits are the code; the rest says where it came from (sqlite.org/rescode.html).
    if ('errcode' in at && typeof at.errcode === 'number' && sqliteFaults.has(at.errcode & 0xff)) return true;
    if (serverCodes.test(code) || messages.test(at.message)) return true;
    if (connectionCodes.has(code) && !('url' in at)) return true;
  }
  return false;
}
