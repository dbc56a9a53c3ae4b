/**
 * A whole figure with any pen: title, legend, axes with ticks and units, marks, series, cut, and a line that says
 * what was drawn. Widths of text are estimated, so that the figure is the same wherever it is made.
 * Proved by test/unit/renderer/chart/svg.test.ts.
 */
import { chartText } from '../../text/chart.ts';
import type { ChartSeries } from '../chart-model.ts';
import { withUnit } from '../data/number-text.ts';
import { titleOf } from '../data/summary.ts';
import { ticksOf } from '../data/ticks.ts';
import type { ChartView } from '../data/view.ts';
import { paintAbove, paintBeneath, paintCut } from '../draw/paint-marks.ts';
import { paintSeries } from '../draw/paint-series.ts';
import type { Box, Pen } from '../draw/pen.ts';
import { type Plane, planeOf } from '../draw/plane.ts';
import { styleOf } from '../draw/series-style.ts';
import { textWidth } from '../draw/text-width.ts';
import type { ChartTheme } from '../draw/theme.ts';
import { notesOf } from './notes.ts';

export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

/** Ink for paper, whatever the screen's theme is. */
export const paper: ChartTheme = {
  surface: '#ffffff',
  text: '#1d1f21',
  textMuted: '#4a4d51',
  line: '#dcdcd6',
  accent: '#1f5fbf',
  danger: '#b3261e',
  warning: '#8a5a00',
  good: '#1b7a3d',
  data: ['#0b62a8', '#b4500a', '#147a5c', '#a03a7c', '#6b5fb5', '#6b6b00'],
  fontFamily: 'Inter, "Helvetica Neue", Arial, sans-serif',
  fontSize: 12,
  strong: false,
};

const edge = 12;
const line = 18;
const tickRoom = { x: 90, y: 30 };

export function drawFigure(pen: Pen, view: ChartView, size: FigureSize, theme: ChartTheme): void {
  pen.box({ x: 0, y: 0, ...size }, { colour: theme.surface });
  const body = { size: theme.fontSize, anchor: 'start', baseline: 'top', colour: theme.textMuted } as const;
  pen.text(titleOf(view.model), edge, edge, {
    ...body,
    size: theme.fontSize + 3,
    bold: true,
    colour: theme.text,
  });
  const top = drawLegend(pen, view, size, theme, edge + 24);
  const notes = notesOf(view);
  let foot = size.height - edge - notes.length * line;
  notes.forEach((note, k) => pen.text(note, edge, foot + k * line, body));
  foot -= 46;
  const yTicks = ticksOf(view.y, Math.max(2, Math.floor((foot - top) / tickRoom.y)));
  const labels = Math.max(...yTicks.map(({ label }) => textWidth(label, theme.fontSize)), 0);
  const left = edge + 24 + labels;
  const box = {
    x: left,
    y: top,
    width: Math.max(10, size.width - left - edge - 8),
    height: Math.max(10, foot - top),
  };
  const plane = planeOf(box, view.x, view.y);
  drawAxes(pen, plane, view, theme, yTicks);
  pen.inside(box, () => {
    paintBeneath(pen, plane, view, theme);
    for (const series of view.series) paintSeries(pen, plane, series, theme);
    paintCut(pen, plane, view.model, theme);
    paintAbove(pen, plane, view, theme);
  });
}

function drawAxes(
  pen: Pen,
  plane: Plane,
  view: ChartView,
  theme: ChartTheme,
  yTicks: ReturnType<typeof ticksOf>,
): void {
  const { box } = plane;
  const text = { size: theme.fontSize, colour: theme.textMuted } as const;
  const bottom = box.y + box.height;
  for (const { value, label } of yTicks) {
    if (label === '') continue;
    const y = plane.py(value);
    pen.line(Float64Array.of(box.x, y, box.x + box.width, y), { colour: theme.line, width: 1 });
    pen.text(label, box.x - 6, y, { ...text, anchor: 'end', baseline: 'middle' });
  }
  for (const { value, label } of ticksOf(view.x, Math.max(2, Math.floor(box.width / tickRoom.x)))) {
    const x = plane.px(value);
    pen.line(Float64Array.of(x, bottom, x, bottom + (label === '' ? 3 : 5)), {
      colour: theme.textMuted,
      width: 1,
    });
    if (label !== '') pen.text(label, x, bottom + 8, { ...text, anchor: 'middle', baseline: 'top' });
  }
  const frame = Float64Array.of(box.x, box.y, box.x, bottom, box.x + box.width, bottom);
  pen.line(frame, { colour: theme.textMuted, width: 1 });
  const { xAxis, yAxis } = view.model;
  const middle = { ...text, anchor: 'middle', colour: theme.text } as const;
  pen.text(withUnit(xAxis.label, xAxis.unit), box.x + box.width / 2, bottom + 26, {
    ...middle,
    baseline: 'top',
  });
  pen.text(withUnit(yAxis.label, yAxis.unit), edge, box.y + box.height / 2, {
    ...middle,
    baseline: 'top',
    upwards: true,
  });
}

/** Answers where the plot may begin. */
function drawLegend(pen: Pen, view: ChartView, size: FigureSize, theme: ChartTheme, from: number): number {
  if (view.series.length < 2) return from + 6;
  let x = edge;
  let y = from;
  for (const { series, place } of view.series) {
    const width = 34 + textWidth(series.label, theme.fontSize) + 16;
    if (x > edge && x + width > size.width - edge) {
      x = edge;
      y += line;
    }
    drawSwatch(pen, { x, y: y + 1, width: 26, height: line - 6 }, place, series, theme);
    pen.text(series.label, x + 34, y, {
      size: theme.fontSize,
      anchor: 'start',
      baseline: 'top',
      colour: theme.text,
    });
    x += width;
  }
  return y + line + 8;
}

function drawSwatch(
  pen: Pen,
  box: Box,
  place: number,
  { colour: wish, kind, curve }: ChartSeries,
  theme: ChartTheme,
): void {
  const style = styleOf(place, wish);
  const colour = theme.data[style.colour] ?? theme.text;
  const y = box.y + box.height / 2;
  if (kind === 'bars') {
    pen.box(box, { colour, opacity: 0.75 });
    return;
  }
  if (kind === 'band') pen.box(box, { colour, opacity: 0.2 });
  if (kind !== 'points')
    pen.line(Float64Array.of(box.x, y, box.x + box.width, y), {
      colour,
      width: 1.5,
      dash: curve === true ? [] : style.dash,
    });
  if (curve !== true)
    pen.markers(style.marker, Float64Array.of(box.x + box.width / 2, y), 2.5, { colour, width: 1 });
}

/** What SVG says of itself to those who do not see it. */
export const figureName = (view: ChartView): string => `${titleOf(view.model)} (${chartText.role})`;
