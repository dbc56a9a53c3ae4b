/** The figures as one table in Markdown, to be read in a terminal and pasted into assets/docs/performance.md. */
import { type Figure, median, reached, worst } from './figure.ts';

const number = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

const wanted = ({ target, unit, judged }: Figure): string =>
  target === undefined
    ? ''
    : `${unit === 'fps' ? 'at least' : 'at most'} ${target}${judged === 'worst' ? ' always' : ''}`;

const verdict = (figure: Figure): string => {
  const isReached = reached(figure);
  return isReached === undefined ? '' : isReached ? 'reached' : '**missed**';
};

const row = (figure: Figure): readonly string[] => [
  figure.title,
  `${number(median(figure.samples))} ${figure.unit}`,
  number(worst(figure)),
  String(figure.samples.length),
  wanted(figure),
  verdict(figure),
  figure.remark ?? '',
];

const head = ['figure', 'median', 'worst', 'of', 'wanted', '', 'remark'];

export const tableOf = (figures: readonly Figure[]): string => {
  const measured = figures.filter(({ samples }) => samples.length > 0);
  const rows = [head, ...measured.map(row)];
  const widths = head.map((_, k) => Math.min(90, Math.max(...rows.map((cells) => cells[k]!.length))));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n');
};
