import { z } from 'zod';

/** Environment variables of figures, part of the portal server's configuration. */
export const figuresConfig = {
  /** Share of page loads that report figures, 0–1; failures are told by all, for the breaker. */
  figuresSample: z.coerce.number().min(0).max(1).default(1),
  /** Milliseconds between two reports of an open page; what a page has left it tells when it is hidden. */
  figuresInterval: z.coerce.number().int().min(1_000).max(600_000).default(30_000),
  /** Days for which figures are kept. */
  figuresDays: z.coerce.number().int().min(1).max(400).default(30),
};
