import type { ReactNode } from 'react';
import { type UiTexts, useTexts } from '../texts/ui-texts.ts';
import { StatusTag, type StatusTone } from './status-tag.tsx';

/** 特急, 加急, 紧急, 正常. */
export type UrgencyLevel = 'extra-urgent' | 'expedited' | 'urgent' | 'normal';

/** The levels, most urgent first. */
export const urgencyLevels: readonly UrgencyLevel[] = ['extra-urgent', 'expedited', 'urgent', 'normal'];

/** What `Urgency` takes. */
export type UrgencyProps = { readonly level: UrgencyLevel };

const shown: Readonly<Record<UrgencyLevel, { tone: StatusTone; text: (texts: UiTexts) => string }>> = {
  'extra-urgent': { tone: 'danger', text: (texts) => texts.urgencyExtraUrgent },
  expedited: { tone: 'warning', text: (texts) => texts.urgencyExpedited },
  urgent: { tone: 'caution', text: (texts) => texts.urgencyUrgent },
  normal: { tone: 'neutral', text: (texts) => texts.urgencyNormal },
};

/** How urgent a task is, in the words that staff know. */
export function Urgency({ level }: UrgencyProps): ReactNode {
  const { tone, text } = shown[level];
  return <StatusTag tone={tone}>{text(useTexts())}</StatusTag>;
}
