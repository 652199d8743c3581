import { EmptyState, Money, type MoneyUnit, PaceProgress } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { Amounts } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

/** A row of a report on a narrow screen. `depth` says how far below the top of the tree it stands. */
export type AmountCard = Amounts & { key: string; title: string; depth: number; onOpen?: () => void };

type AmountCardsProps = {
  readonly label: string;
  readonly cards: readonly AmountCard[];
  readonly money: MoneyUnit;
  readonly elapsed: number;
};

/** A report on a narrow screen: one card for each row. */
export function AmountCards({ label, cards, money, elapsed }: AmountCardsProps): ReactNode {
  const texts = useTexts();
  if (cards.length === 0) return <EmptyState text={texts.empty} />;
  return (
    <ul className="bud-cards" aria-label={label}>
      {cards.map((card) => (
        <li key={card.key} data-depth={card.depth}>
          {card.onOpen ? (
            <button type="button" className="bud-card-title" onClick={card.onOpen}>
              {card.title}
            </button>
          ) : (
            <div className="bud-card-title">{card.title}</div>
          )}
          <div className="bud-card-line">
            <span className="bud-quiet">{texts.allotted}</span>
            <Money value={card.allottedCents} unit={money} />
          </div>
          <div className="bud-card-line">
            <span className="bud-quiet">{texts.paid}</span>
            <Money value={card.paidCents} unit={money} />
          </div>
          <div className="bud-card-line">
            <span className="bud-quiet">{texts.balance}</span>
            <Money value={card.balanceCents} unit={money} />
          </div>
          <PaceProgress value={card.progress} pace={elapsed} label={card.title} />
        </li>
      ))}
    </ul>
  );
}
