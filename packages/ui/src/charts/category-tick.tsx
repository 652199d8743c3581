import type { ReactNode } from 'react';
import { useUi } from '../provider/ui-context.ts';
import { themeTokens } from '../theme/theme-tokens.ts';

type CategoryTickProps = {
  readonly x?: number | string;
  readonly y?: number | string;
  readonly width?: number | string;
  readonly visibleTicksCount?: number;
  readonly payload?: { readonly value?: unknown };
};

const fontSize = 12;

// Chinese characters are as wide as the font is high, others about half as wide.
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[ -~]/.test(character) ? fontSize * 0.56 : fontSize;
  return width;
}

function cut(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  let kept = text;
  while (kept.length > 1 && widthOf(kept) + fontSize > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

// Breaks between words and between Chinese characters; what does not fit in two lines is cut.
function fit(text: string, room: number): string[] {
  const pieces = text.match(/[!-~]+ ?|./gu) ?? [];
  let first = '';
  while (pieces.length > 0 && (first === '' || widthOf((first + pieces[0]).trimEnd()) <= room)) {
    first += pieces.shift();
  }
  const rest = pieces.join('');
  return rest === '' ? [cut(first.trim(), room)] : [cut(first.trim(), room), cut(rest.trim(), room)];
}

/** Internal: a category below its columns: in two lines when one is too short, and never left out. */
export function CategoryTick({
  x = 0,
  y = 0,
  width,
  visibleTicksCount = 1,
  payload,
}: CategoryTickProps): ReactNode {
  const { theme } = useUi();
  const room = Number(width ?? 0) / Math.max(visibleTicksCount, 1) - 6;
  const lines = fit(String(payload?.value ?? ''), Math.max(room, fontSize * 2));
  return (
    <text x={x} y={y} textAnchor="middle" fill={themeTokens[theme].color.textTertiary} fontSize={fontSize}>
      {lines.map((line, index) => (
        <tspan key={line} x={x} dy={index === 0 ? 11 : 15}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
