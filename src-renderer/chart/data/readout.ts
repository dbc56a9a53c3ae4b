/**
 * What the cursor says: the x it is at and the value of each series there, the nearest first. The same words for the
 * mouse, for linked charts and for screen readers.
 * Proved by test/unit/renderer/chart/readout.test.ts.
 */
import { fractionOf } from './axis.ts';
import { type Cursor, nearestPlace, pointAt } from './cursor.ts';
import { formatNumber, formatValue } from './number-text.ts';
import type { ChartView } from './view.ts';

export interface ReadoutRow {
  readonly id: string;
  readonly label: string;
  readonly place: number;
  readonly x: number;
  readonly y: number;
  readonly value: string;
}

export interface Readout {
  readonly x: number;
  readonly xText: string;
  readonly rows: readonly ReadoutRow[];
  /** Alarms, checkpoints and the like that lie here. */
  readonly events: readonly string[];
  /** Series that have no room. */
  readonly more: number;
}

const mostRows = 8;

/** At the cursor, or where a linked chart points; null where there is nothing. */
export function readoutOf(view: ChartView, cursor: Cursor | null, x: number | null): Readout | null {
  const here = pointAt(view, cursor);
  const at = here ? here.series.sheet.x[here.place]! : x;
  if (at === null || !(at >= view.x.from && at <= view.x.to)) return null;
  const rows: ReadoutRow[] = [];
  for (const one of view.series) {
    const place = one === here?.series ? here.place : nearestPlace(view, one, at);
    if (place === undefined) continue;
    const { series, sheet } = one;
    const unit = series.unit ?? view.model.yAxis.unit;
    const value = formatValue(sheet.y[place]!, sheet.error?.[place]);
    rows.push({
      id: series.id,
      label: series.label,
      place,
      x: sheet.x[place]!,
      y: sheet.y[place]!,
      value: unit ? `${value} ${unit}` : value,
    });
  }
  const nearest = rows.find(({ id }) => id === here?.series.series.id);
  const others = rows.filter((row) => row !== nearest);
  // where not all have room, the closest are shown
  if (nearest && rows.length > mostRows)
    others.sort((a, b) => Math.abs(a.y - nearest.y) - Math.abs(b.y - nearest.y));
  const ordered = nearest ? [nearest, ...others] : others;
  if (ordered.length === 0) return null;
  const unit = view.model.xAxis.unit;
  const xText = `${view.model.xAxis.label} ${formatNumber(ordered[0]!.x)}${unit ? ` ${unit}` : ''}`;
  return {
    x: at,
    xText,
    rows: ordered.slice(0, mostRows),
    events: eventsAt(view, ordered[0]!.x),
    more: Math.max(0, ordered.length - mostRows),
  };
}

/** So close to the cursor, as a share of the width, an event is at it. */
const close = 0.006;

function eventsAt({ model, x }: ChartView, at: number): readonly string[] {
  const place = fractionOf(x, at);
  return (model.marks ?? []).flatMap((mark) =>
    'at' in mark && Math.abs(fractionOf(x, mark.at) - place) < close ? [mark.label] : [],
  );
}
