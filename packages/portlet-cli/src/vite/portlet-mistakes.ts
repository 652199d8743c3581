import { relative } from 'node:path';

/** Something that the rules of a portlet build forbid. */
export type Mistake = {
  /** Path relative to the project, with slashes. */
  readonly file: string;
  readonly line?: number;
  readonly detail: string;
};

/** A portlet that cannot be built; names every mistake, one a line. */
export class PortletMistakes extends Error {
  override readonly name = 'PortletMistakes';
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(mistakeText).join('\n'));
    this.mistakes = mistakes;
  }
}

/** `client/view.tsx:3: what is wrong`. */
export function mistakeText({ file, line, detail }: Mistake): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${detail}`;
}

/** Gathers mistakes while the build looks at file after file. */
export class MistakeList {
  readonly #mistakes = new Map<string, Mistake>();
  readonly #root: string;
  readonly #onMistake: (mistake: Mistake) => void;

  /**
   * @param root folder of the project
   * @param onMistake told of each at once; may throw it, where there is no end of the build to report at
   */
  constructor(root: string, onMistake: (mistake: Mistake) => void = () => undefined) {
    this.#root = root;
    this.#onMistake = onMistake;
  }

  /** Notes a mistake once; `file` is absolute. */
  add(file: string, line: number | undefined, detail: string): void {
    const path = relative(this.#root, file).replaceAll('\\', '/');
    const mistake: Mistake = { file: path, ...(line !== undefined && { line }), detail };
    this.#mistakes.set(mistakeText(mistake), mistake);
    this.#onMistake(mistake);
  }

  /** All of them, by file and line. */
  list(): Mistake[] {
    return [...this.#mistakes.values()].sort(
      (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
    );
  }
}
