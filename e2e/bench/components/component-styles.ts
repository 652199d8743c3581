import type { Random } from './random.ts';

/** The CSS module of a component; spacing and colours differ. */
export function componentStyles(random: Random): string {
  const space = () => `${4 + random.below(8)}px`;
  const colour = () => `hsl(${random.below(360)} ${30 + random.below(40)}% ${25 + random.below(30)}%)`;
  const pale = () => `hsl(${random.below(360)} 40% ${92 + random.below(6)}%)`;
  return `.body { display: grid; gap: ${space()}; padding: ${space()}; font-size: ${12 + random.below(3)}px; }
.figures { display: flex; flex-wrap: wrap; gap: ${space()}; margin: 0; }
.figures dt { color: #5b6472; }
.figures dd { margin: 0; font-weight: 600; }
.high { border-left: 3px solid ${colour()}; padding-left: ${space()}; }
.low { border-left: 3px solid ${colour()}; padding-left: ${space()}; }
.filter { border: 1px solid #d5dbe6; border-radius: ${random.below(8)}px; padding: ${space()}; }
.filter:focus-visible { outline: 2px solid ${colour()}; }
.table { border-collapse: collapse; width: 100%; }
.table th { text-align: left; font-weight: 500; padding: ${space()}; border-bottom: 1px solid ${pale()}; }
.table td { padding: ${space()}; border-bottom: 1px solid ${pale()}; }
.table tbody tr:hover { background: ${pale()}; }
.table thead button { all: unset; cursor: pointer; }
.money { text-align: right; font-variant-numeric: tabular-nums; }
.percent { text-align: right; color: ${colour()}; }
.count { text-align: right; }
.date { white-space: nowrap; }
.text { color: ${colour()}; }
.red { background: ${pale()}; }
.orange { background: ${pale()}; }
.green { background: #fff; }
.note { margin: 0; padding: ${space()}; color: #5b6472; }
.details { background: ${pale()}; padding: ${space()}; border-radius: ${random.below(8)}px; }
.details p { margin: ${space()} 0 0; color: ${colour()}; }
@media (max-width: 600px) { .figures { display: block; } .table td { padding: 2px; } }
`;
}
