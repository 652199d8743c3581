import type { ProblemError } from '@yimen/problem';
import type { FormInstance } from '@yimen/ui';

type Locale = 'zh-CN' | 'en-US';
/** Sentences by the field's path, `name/zh-CN`; the field's own path wins over its beginning. */
export type FieldTexts = Readonly<Record<string, string>>;

type Mistake = { readonly path: readonly string[]; readonly text: string };

/**
 * The mistakes that a problem names, by form field. The server's details are for developers, in English: where a sentence
 * of ours is known for the field it is shown in their place.
 */
export function fieldErrorsOf(
  problem: ProblemError,
  o: { locale: Locale; texts: FieldTexts; other: string },
): Mistake[] {
  return (problem.problem.errors ?? []).flatMap(({ pointer, detail }) => {
    const [, place, ...path] = pointer
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (place !== 'body' || path.length === 0) return [];
    const known = o.texts[path.join('/')] ?? o.texts[path[0] ?? ''];
    return [{ path, text: known ?? (o.locale === 'en-US' ? detail : o.other) }];
  });
}

/**
 * Shows mistakes at the fields of a form.
 * @returns whether every mistake of the problem found its field; the rest has to be shown above
 */
export function showFieldErrors<Values extends object>(
  form: FormInstance<Values>,
  mistakes: readonly Mistake[],
): boolean {
  const names = Object.keys(form.getFieldsValue(true) as object);
  const fields = mistakes.filter(({ path }) => names.includes(path[0] ?? ''));
  form.setFields(
    fields.map(({ path, text }) => ({
      name: (path.length > 1 && path[0] === 'name' ? path : [path[0]]) as never,
      errors: [text],
    })),
  );
  const [first] = fields;
  if (first) form.scrollToField([first.path[0]] as never, { block: 'center' });
  return mistakes.length > 0 && fields.length === mistakes.length;
}
