/**
 * The sentence that says what a chart shows to those who do not see it: "Plaquette, run a: 0.5937(4), flat since
 * update 400." States only what the model knows; a trend is never guessed.
 * Proved by test/unit/renderer/chart/summary.test.ts.
 */
import { chartText } from '../../text/chart.ts';
import type { ChartModel } from '../chart-model.ts';
import { formatNumber, formatValue } from './number-text.ts';
import type { ChartView, ViewSeries } from './view.ts';

const text = chartText.summary;
const mostSeries = 3;

export function summaryOf(view: ChartView): string {
  const { model, series } = view;
  if (model.summary !== undefined) return model.summary;
  const name = titleOf(model);
  const filled = series.filter(({ sheet }) => sheet.x.length > 0);
  if (filled.length === 0) return text.nothing(name);
  const alone = model.series.length === 1;
  const sentences = filled
    .slice(0, mostSeries)
    .map((one) => sentenceFor(view, one, alone ? name : `${name}, ${one.series.label}`));
  if (filled.length > mostSeries) sentences.push(text.others(filled.length - mostSeries));
  for (const mark of model.marks ?? [])
    if (mark.kind === 'accepted')
      sentences.push(text.accepted(mark.label, formatValue(mark.value, mark.error)));
  return sentences.join(' ');
}

export const titleOf = ({ title, subtitle }: ChartModel): string =>
  subtitle === undefined || subtitle === '' ? title : `${title}, ${subtitle}`;

function sentenceFor({ model, x }: ChartView, { series, sheet, index }: ViewSeries, name: string): string {
  const { estimate } = series;
  const along = model.xAxis.label.toLowerCase();
  if (estimate !== undefined) {
    const since = estimate.flatSince === undefined ? null : `${along} ${formatNumber(estimate.flatSince)}`;
    return text.estimate(name, formatValue(estimate.value, estimate.error), since);
  }
  let low = -1;
  let high = -1;
  let last = -1;
  for (const i of index) {
    if (sheet.x[i]! < x.from || sheet.x[i]! > x.to) continue;
    if (low < 0 || sheet.y[i]! < sheet.y[low]!) low = i;
    if (high < 0 || sheet.y[i]! > sheet.y[high]!) high = i;
    last = i;
  }
  if (last < 0) return text.nothing(name);
  if (series.kind === 'bars') return text.bars(name, sheet.x.length, formatNumber(sheet.x[high]!, 5));
  const number = (value: number) => formatNumber(value, 5);
  return text.span(
    name,
    number(sheet.y[low]!),
    number(sheet.y[high]!),
    formatValue(sheet.y[last]!, sheet.error?.[last]),
    `${along} ${formatNumber(sheet.x[last]!)}`,
  );
}
