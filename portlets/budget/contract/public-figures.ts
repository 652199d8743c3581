import type { LocalizedText } from './localized-text.ts';

/** One published figure, in 亿元 as the source has it. */
export type PublicFigure = { name: LocalizedText; amount: string; change: number | null };

/** GET /api/public-figures: official figures of other places, to compare with; always shown with their source. */
export type PublicFigureSet = {
  id: string;
  title: LocalizedText;
  source: LocalizedText;
  groups: { name: LocalizedText; total: PublicFigure | null; figures: PublicFigure[] }[];
};
