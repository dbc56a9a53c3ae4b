/** What chart.js is told of a view and a theme: two axes, a light grid, no animation, no plugin. */
import type { ChartOptions } from 'chart.js';
import type { ChartAxis } from '../chart-model.ts';
import type { AxisView } from '../data/axis.ts';
import { withUnit } from '../data/number-text.ts';
import type { ChartView } from '../data/view.ts';
import { textWidth } from './text-width.ts';
import type { ChartTheme } from './theme.ts';

/** Length of axis for each tick, in sizes of its text. */
const tickRoom = { x: 7.5, y: 2 } as const;
/** What the x axis takes of the height, in pixels. */
const belowPlot = 48;

/** `height` of the whole chart, in pixels. */
export function plotOptions(
  { model, x, y }: ChartView,
  theme: ChartTheme,
  height: number,
): ChartOptions<'view'> {
  const font = { family: theme.fontFamily, size: theme.fontSize };
  const axis = (shown: AxisView, room: number, name: string, gridded: boolean) => ({
    type: 'viewAxis' as const,
    shown,
    tickRoom: room * theme.fontSize,
    grid: {
      color: ({ tick }: { readonly tick: { readonly label?: unknown } }) =>
        tick.label ? theme.line : 'transparent',
      lineWidth: theme.strong ? 0.5 : 1,
      drawTicks: false,
      display: gridded,
    },
    border: { color: theme.line, display: true },
    ticks: { color: theme.textMuted, padding: 6, font },
    title: { display: name !== '', text: name, color: theme.textMuted, padding: { top: 2, bottom: 2 }, font },
  });
  const xName = withUnit(model.xAxis.label, model.xAxis.unit);
  const fits = (name: string): boolean => textWidth(name, theme.fontSize) <= height - belowPlot;
  const yName = fittingName(model.yAxis, model.title, fits);
  return {
    animation: false,
    responsive: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    events: [],
    layout: { padding: { top: 8, right: 14, bottom: 0, left: 0 } },
    scales: { x: axis(x, tickRoom.x, xName, false), y: axis(y, tickRoom.y, yName, true) },
  };
}

/** The name of an upright axis that fits its length; none where the title says it. */
function fittingName({ label, unit }: ChartAxis, title: string, fits: (name: string) => boolean): string {
  const full = withUnit(label, unit);
  if (full === title) return '';
  return [full, label, unit === undefined ? '' : `(${unit})`].find(fits) ?? '';
}
