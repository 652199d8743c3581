import type { z } from 'zod';

/** Every mistake of a configuration at once. The message names variables, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`the configuration is not valid:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/**
 * Reads a program's configuration from environment variables.
 * @param schema keys are names in camelCase: `publicUrl` is read from `YIMEN_PUBLIC_URL`; an empty variable counts as absent
 * @param env usually `process.env`, handed in by `main.ts` only
 * @returns the frozen configuration
 * @throws ConfigError listing every mistake
 */
export function readConfig<S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv): Readonly<z.infer<S>> {
  const values: Record<string, string> = {};
  for (const key of Object.keys(schema.shape)) {
    const value = env[variableName(key)];
    if (value !== undefined && value !== '') values[key] = value;
  }
  const result = schema.safeParse(values);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(result.error.issues.map((issue) => describe(issue, values)));
}

function describe(issue: z.core.$ZodIssue, values: Record<string, string>): string {
  const key = String(issue.path[0] ?? '');
  if (key === '') return issue.message;
  return `${variableName(key)}: ${key in values ? issue.message : 'is not set'}`;
}

function variableName(key: string): string {
  return `YIMEN_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
