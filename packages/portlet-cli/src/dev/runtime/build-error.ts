/** What Vite tells a page about code that it could not build. */
export type ViteError = {
  readonly message?: string;
  readonly id?: string;
  readonly frame?: string;
  readonly loc?: { readonly file?: string; readonly line?: number; readonly column?: number };
};

/** A mistake to show to the developer. */
export type ShownMistake = {
  /** `client/view/list.tsx:12`, when it is known. */
  readonly place: string | undefined;
  readonly message: string;
  /** The lines around it. */
  readonly excerpt: string | undefined;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal (ECMA-48, 8.3.117)
const colours = /\u001b\[[0-9;]*m/g;
const framePlace = /\[\s*([^\s[\]]+):(\d+):\d+\s*\]/;
const plainPlace = /^([\w@./-]+\.\w+):(\d+): /;

/**
 * Says in plain words where and what a mistake is: no colours of a terminal, no path of the machine, no stack.
 *
 * @param error as Vite sends it
 * @param root folder of the project
 */
export function shownMistake(error: ViteError, root: string): ShownMistake {
  const clean = (text: string) =>
    text.replaceAll(colours, '').replaceAll(`${root}/`, '').replaceAll(root, '.');
  const message = clean(error.message ?? '');
  const [, file, line] = plainPlace.exec(message) ?? [];
  return {
    place: file ? `${file}:${line}` : placeOf(error, { message, clean }),
    message: firstSentence(message.replace(plainPlace, '')),
    excerpt: (error.frame ? clean(error.frame) : frameIn(message))?.trimEnd() || undefined,
  };
}

function placeOf(
  { loc, id }: ViteError,
  { message, clean }: { message: string; clean: (text: string) => string },
): string | undefined {
  const [, drawnFile, drawnLine] = framePlace.exec(message) ?? [];
  // What is drawn names the file as seen from where the tool was started.
  const file = (loc?.file ?? id)?.split('?')[0] ?? drawnFile;
  const line = loc?.line ?? drawnLine;
  if (!file) return undefined;
  return line ? `${clean(file)}:${line}` : clean(file);
}

/** The picture of the lines that Oxc draws below its sentence, without the line that names the file. */
function frameIn(message: string): string | undefined {
  const at = message.search(/^\s*╭/m);
  return at < 0 ? undefined : message.slice(at).replace(/^\s*╭.*\n/, '');
}

function firstSentence(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  const end = lines.findIndex((line) => line.startsWith('╭') || line.startsWith('at '));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .filter((line) => line !== '' && !/^(Transform|Build) failed with/.test(line))
    .map((line) => line.replace(/^(Error: )?(\[\w+\] )?(Error: )?/, ''))
    .join('\n');
}
