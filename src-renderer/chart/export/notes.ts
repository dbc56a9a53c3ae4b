/**
 * What a chart must say about what it shows: how many of how many points, what cannot be drawn, what smoothing did,
 * whose error a band is. The same lines stand beneath the chart and in its exports.
 * Proved by test/unit/renderer/chart/notes.test.ts.
 */
import { smoothingFormula } from '../../../src-engine/api/series/smooth.ts';
import { chartText } from '../../text/chart.ts';
import { formatNumber, formatValue } from '../data/number-text.ts';
import type { ChartView, Counts } from '../data/view.ts';

/** About points only: what the badge and its neighbours say. */
export function pointNotes({ drawn, total, nonFinite, nonPositive, replaced }: Counts): readonly string[] {
  return [
    chartText.drawn(drawn, total),
    ...(nonFinite > 0 ? [chartText.nonFinite(nonFinite)] : []),
    ...(nonPositive > 0 ? [chartText.nonPositive(nonPositive)] : []),
    ...(replaced > 0 ? [chartText.replaced(replaced)] : []),
  ];
}

/** Whole sentences for a figure that stands alone. */
export function notesOf(view: ChartView): readonly string[] {
  const { model, counts, weight, series } = view;
  const runs = [...new Set(series.flatMap(({ series: { runId } }) => (runId === undefined ? [] : [runId])))];
  const facts = [...pointNotes(counts)];
  if (model.cut !== undefined) facts.push(`${chartText.cutShort} ${formatNumber(model.cut)}`);
  if (series.some(({ series: { kind } }) => kind === 'band')) facts.push(chartText.bandLegend);
  for (const mark of model.marks ?? [])
    if (mark.kind === 'accepted')
      facts.push(
        `${mark.label} ${formatValue(mark.value, mark.error)}${mark.source ? ` (${mark.source})` : ''}`,
      );
  const lines = [facts.join('; ')];
  if (weight > 0 && series.some(({ smooth }) => smooth !== null))
    lines.push(`${chartText.smoothingLegend(weight)}: ${smoothingFormula(weight)}; ${chartText.rawLegend}`);
  if (runs.length > 0) lines.push(runs.join(', '));
  return lines;
}
