const secretName =
  /token|secret|password|passwd|cookie|authorization|assertion|verifier|credential|private_?key|^code$/i;
// Names that contain such a word and carry no secret.
const harmlessName = /^(token_?(type|endpoint)|is_?token|.*(count|length|milliseconds))$/i;
const jwt = /\beyJ[\w-]{10,}\.[\w-]+\.[\w-]*/g;
const bearer = /\b(Bearer|Basic|DPoP)\s+[\w\-.~+/=]{6,}/gi;
const query =
  /([?&#](?:code|state|token|access_token|id_token|id_token_hint|refresh_token|client_secret|logout_token)=)[^&\s"']+/gi;

// Without one of these none of the patterns above can match; most texts of a log have none.
const suspicious = /eyJ|[=\s]/;
const mark = '[redacted]';
const deepest = 6;

/**
 * Makes a value fit for the log: no tokens, cookies or passwords by name or by form, errors with their causes, no
 * cycles, no endless depth.
 * @param value anything
 * @returns JSON-ready data
 */
export function redact(value: unknown): unknown {
  return clean(value, 0, new Set());
}

function clean(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  if (depth >= deepest) return '[deep]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return cleanText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  above.add(value);
  const result = value instanceof Error ? cleanError(value, depth, above) : cleanMembers(value, depth, above);
  above.delete(value);
  return result;
}

function cleanMembers(value: object, depth: number, above: Set<object>): unknown {
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1, above));
  if (value instanceof Map || value instanceof Set)
    return [...value].map((item) => clean(item, depth + 1, above));
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    result[name] = isSecret(name, member) ? mark : clean(member, depth + 1, above);
  }
  return result;
}

function cleanError(error: Error, depth: number, above: Set<object>): Record<string, unknown> {
  const { name, message, stack, cause, ...members } = error;
  return {
    name: name ?? error.name,
    message: cleanText(message ?? error.message),
    stack: cleanText((stack ?? error.stack ?? '').split('\n').slice(1, 12).join('\n')),
    ...(error.cause !== undefined && { cause: clean(error.cause, depth + 1, above) }),
    ...(cleanMembers(members, depth, above) as Record<string, unknown>),
    // Of an error it says what went wrong (ECONNREFUSED); of anything else it may be an authorization code.
    ...('code' in error && { code: clean(error.code, depth + 1, above) }),
  };
}

function isSecret(name: string, value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean')
    return false;
  return secretName.test(name) && !harmlessName.test(name);
}

function cleanText(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replace(jwt, mark).replace(bearer, `$1 ${mark}`).replace(query, `$1${mark}`);
}
