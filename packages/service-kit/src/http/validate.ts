import { type FieldError, problem } from '@yimen/problem';
import type { Context, DefaultContext, DefaultState, Middleware } from 'koa';
import { z } from 'zod';
import { localeOf } from './locale-of.ts';

/** Schemas of one route. What is left out is not checked and not in `ctx.input`. */
export type RequestSchema = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType; response?: z.ZodType };

type Output<T> = T extends z.ZodType ? z.output<T> : undefined;

/** The checked input of a route: `ctx.input`. */
export type Input<S extends RequestSchema> = {
  params: Output<S['params']>;
  query: Output<S['query']>;
  body: Output<S['body']>;
};

const parts = ['params', 'query', 'body'] as const;
const messages = { 'zh-CN': z.locales.zhCN().localeError, 'en-US': z.locales.en().localeError };

/**
 * Checks a request against schemas and hands the result to the route as `ctx.input`, typed.
 * A successful answer is checked against `response` and reduced to it, so that columns cannot leak.
 * @param schema zod schemas for params, query, body and response
 * @throws problem `invalid-input` with every mistake at once, `unsupported-media-type` for a body that was not parsed,
 *   `internal` when the answer does not fit its own schema
 */
export function validate<const S extends RequestSchema>(
  schema: S,
): Middleware<DefaultState, DefaultContext & { input: Input<S> }> {
  return async (ctx, next) => {
    ctx.input = check(ctx, schema);
    await next();
    if (schema.response) reduceAnswer(ctx, schema.response);
  };
}

function check<S extends RequestSchema>(ctx: Context, schema: S): Input<S> {
  const given = { params: ctx.params ?? {}, query: { ...ctx.query }, body: schema.body && bodyOf(ctx) };
  const error = messages[localeOf(ctx)];
  const errors: FieldError[] = [];
  const input: Record<string, unknown> = {};
  for (const part of parts) {
    const result = schema[part]?.safeParse(given[part], { error });
    if (result?.success) input[part] = result.data;
    else if (result) errors.push(...result.error.issues.flatMap((issue) => toFieldErrors(part, issue)));
  }
  if (errors.length > 0) throw problem('invalid-input', { errors });
  return input as Input<S>;
}

function bodyOf(ctx: Context): unknown {
  // The parser leaves an empty object in place of what it does not read.
  if (ctx.request.type !== '' && ctx.is('json', 'urlencoded') === false) {
    throw problem('unsupported-media-type', { detail: ctx.request.type });
  }
  return ctx.request.body;
}

function toFieldErrors(part: string, issue: z.core.$ZodIssue): FieldError[] {
  const at = (path: readonly PropertyKey[]): string =>
    [part, ...path].map((key) => `/${escapePointer(String(key))}`).join('');
  if (issue.code !== 'unrecognized_keys') return [{ pointer: at(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({ pointer: at([...issue.path, key]), detail: issue.message }));
}

/** RFC 6901, section 3. */
function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function reduceAnswer(ctx: Context, schema: z.ZodType): void {
  if (ctx.status < 200 || ctx.status >= 300 || ctx.body === null || ctx.body === undefined) return;
  const result = schema.safeParse(ctx.body);
  if (!result.success) throw new Error('the answer does not fit its schema', { cause: result.error });
  ctx.body = result.data;
}
