/** What chart.js is told of a view and a theme: two axes, a light grid, no animation, no plugin. */
import type { ChartOptions } from 'chart.js';
import type { ChartAxis } from '../chart-model.ts';
import type { AxisView } from '../data/axis.ts';
import { withUnit } from '../data/number-text.ts';
import type { ChartView } from '../data/view.ts';
import type { ChartTheme } from './theme.ts';

/** Pixels along the axis for each tick. */
export const tickRoom = { x: 90, y: 30 } as const;

export function plotOptions(view: ChartView, theme: ChartTheme, height: number): ChartOptions<'view'> {
  const upwards = fittingName(
    view.model.yAxis,
    view.model.title,
    (height - belowPlot) / (0.56 * theme.fontSize),
  );
  const axis = (shown: AxisView, room: number, upright: boolean, name: string) => ({
    type: 'viewAxis' as const,
    shown,
    tickRoom: room,
    grid: {
      color: ({ tick }: { readonly tick: { readonly label?: unknown } }) =>
        tick.label ? theme.line : 'transparent',
      lineWidth: theme.strong ? 0.5 : 1,
      drawTicks: false,
      display: upright,
    },
    border: { color: theme.line, display: true },
    ticks: { color: theme.textMuted, padding: 6, font: { family: theme.fontFamily, size: theme.fontSize } },
    title: {
      display: name !== '',
      text: name,
      color: theme.textMuted,
      padding: { top: 2, bottom: 2 },
      font: { family: theme.fontFamily, size: theme.fontSize },
    },
  });
  return {
    animation: false,
    responsive: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    events: [],
    layout: { padding: { top: 8, right: 14, bottom: 0, left: 0 } },
    scales: {
      x: axis(
        view.model.xAxis,
        view.x,
        tickRoom.x,
        false,
        withUnit(view.model.xAxis.label, view.model.xAxis.unit),
      ),
      y: axis(view.model.yAxis, view.y, tickRoom.y, true, upwards),
    },
  };
}

/** What the x axis takes of the height, in pixels. */
const belowPlot = 48;

/** The name of an upright axis in at most `letters`; none where the title says it. */
function fittingName({ label, unit }: ChartAxis, title: string, letters: number): string {
  const full = withUnit(label, unit);
  if (full === title) return '';
  return [full, label, unit === undefined ? '' : `(${unit})`].find((text) => text.length <= letters) ?? '';
}
