/** One part of a notice's text. There is no markup: clients render `text` as text. */
export type BodyBlock = { kind: 'paragraph' | 'heading' | 'item'; text: string };

const marks = { heading: '# ', item: '- ', paragraph: '' } as const;

/** Reads what a person typed: every line is a paragraph, `# ` begins a heading and `- ` an item of a list. */
export function parseBody(typed: string): BodyBlock[] {
  return typed.split(/\r\n|\r|\n/).flatMap((line): BodyBlock[] => {
    const mark = /^\s*([#-])\s+/.exec(line);
    const text = line.slice(mark?.[0].length ?? 0).trim();
    if (text === '') return [];
    return [{ kind: mark?.[1] === '#' ? 'heading' : mark ? 'item' : 'paragraph', text }];
  });
}

/** The text that {@link parseBody} reads back to the same blocks. */
export function writeBody(blocks: readonly BodyBlock[]): string {
  return blocks.map(({ kind, text }) => marks[kind] + text).join('\n');
}
