import type { ReactNode } from 'react';
import { useTexts } from '../texts/ui-texts.ts';

/** Internal: the numbers of a chart; `cells` are written already. */
export type ChartTableProps = {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly category: string; readonly cells: readonly string[] }[];
  readonly categoryName?: string | undefined;
  readonly onSelect?: ((category: string) => void) | undefined;
};

/** Internal: the table that says what a chart draws. */
export function ChartTable({ label, heads, rows, categoryName, onSelect }: ChartTableProps): ReactNode {
  const texts = useTexts();
  return (
    <table className="ym-chart-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{categoryName ?? texts.category}</th>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ category, cells }) => (
          <tr key={category}>
            <th scope="row">
              {onSelect === undefined ? (
                category
              ) : (
                <button type="button" onClick={() => onSelect(category)}>
                  {category}
                </button>
              )}
            </th>
            {cells.map((cell, index) => (
              <td key={heads[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
