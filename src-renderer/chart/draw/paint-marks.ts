/**
 * What lies beneath and above the series: shaded ranges and that of a fit, accepted values with their error, resumes and other
 * events, and the stretch before the thermalisation cut.
 * Proved by test/unit/renderer/chart/svg.test.ts.
 */
import { chartText } from '../../text/chart.ts';
import type { ChartModel, EventMark, LevelMark } from '../chart-model.ts';
import type { ChartView } from '../data/view.ts';
import type { Pen, Stroke } from './pen.ts';
import type { Plane } from './plane.ts';
import { textWidth } from './text-width.ts';
import type { ChartTheme } from './theme.ts';

export function paintBeneath(pen: Pen, plane: Plane, view: ChartView, theme: ChartTheme): void {
  const { model } = view;
  const { fitRange } = model;
  const fitted = fitRange === undefined ? [] : [{ axis: 'x', from: fitRange.from, to: fitRange.to } as const];
  for (const { axis, from, to } of [...(model.bands ?? []), ...fitted]) {
    const [start, end] = [
      axis === 'x' ? plane.px(from) : plane.py(to),
      axis === 'x' ? plane.px(to) : plane.py(from),
    ];
    const { box } = plane;
    pen.box(
      axis === 'x'
        ? { x: start, y: box.y, width: end - start, height: box.height }
        : { x: box.x, y: start, width: box.width, height: end - start },
      { colour: theme.accent, opacity: 0.1 },
    );
  }
  for (const x of resumesOf(view))
    upright(pen, plane, x, { colour: theme.textMuted, width: 1, dash: [2, 3], opacity: 0.7 });
  for (const mark of model.marks ?? []) if (isLevel(mark)) level(pen, plane, mark, theme);
}

export function paintAbove(pen: Pen, plane: Plane, view: ChartView, theme: ChartTheme): void {
  for (const mark of view.model.marks ?? []) if (isLevel(mark)) levelName(pen, plane, mark, theme);
  const events = (view.model.marks ?? []).filter((mark): mark is EventMark => !isLevel(mark));
  for (const mark of events) {
    if (mark.kind === 'resume' || mark.at < plane.x.from || mark.at > plane.x.to) continue;
    const colour = { alarm: theme.danger, checkpoint: theme.textMuted, window: theme.accent }[mark.kind];
    const x = plane.px(mark.at);
    if (mark.kind !== 'checkpoint') upright(pen, plane, mark.at, { colour, width: 1, dash: [4, 3] });
    const shape = mark.kind === 'alarm' ? 'up' : mark.kind === 'window' ? 'down' : 'diamond';
    const y = mark.kind === 'window' ? plane.box.y + 5 : plane.box.y + plane.box.height - 5;
    pen.markers(shape, Float64Array.of(x, y), mark.kind === 'checkpoint' ? 2.5 : 4, { colour, width: 1 });
  }
}

/** The cut of a figure; on the screen it is a handle. */
export function paintCut(pen: Pen, plane: Plane, { cut }: ChartModel, theme: ChartTheme): void {
  if (cut === undefined || cut <= plane.x.from || cut > plane.x.to) return;
  const { box } = plane;
  const x = plane.px(cut);
  pen.box(
    { x: box.x, y: box.y, width: x - box.x, height: box.height },
    { colour: theme.surface, opacity: 0.6 },
  );
  upright(pen, plane, cut, { colour: theme.accent, width: 1.5 });
  pen.text(chartText.cutShort, x + 4, box.y + 3, {
    colour: theme.accent,
    size: theme.fontSize,
    anchor: 'start',
    baseline: 'top',
  });
}

/** Where segments begin: from the series themselves and from the model's marks, each once. */
export function resumesOf({ model, series }: ChartView): readonly number[] {
  const marked = (model.marks ?? []).flatMap((mark) => (mark.kind === 'resume' ? [mark.at] : []));
  const found = series.flatMap(({ sheet }) => sheet.breaks.map((place) => sheet.x[place]!));
  return [...new Set([...marked, ...found])];
}

const isLevel = (mark: EventMark | LevelMark): mark is LevelMark =>
  mark.kind === 'accepted' || mark.kind === 'level';

function level(pen: Pen, plane: Plane, mark: LevelMark, theme: ChartTheme): void {
  const { box } = plane;
  if (!(mark.value >= plane.y.from && mark.value <= plane.y.to)) return;
  const accepted = mark.kind === 'accepted';
  const colour = accepted ? theme.good : theme.textMuted;
  if (mark.error !== undefined && mark.error > 0) {
    const top = plane.py(mark.value + mark.error);
    const height = Math.max(1, plane.py(mark.value - mark.error) - top);
    pen.box({ x: box.x, y: top, width: box.width, height }, { colour, opacity: 0.25 });
  }
  const y = plane.py(mark.value);
  pen.line(Float64Array.of(box.x, y, box.x + box.width, y), {
    colour,
    width: 1,
    dash: accepted ? [6, 3] : [],
  });
}

/** Above the series, on a ground of its own. */
function levelName(pen: Pen, { box, py, y: axis }: Plane, mark: LevelMark, theme: ChartTheme): void {
  if (mark.label === '' || !(mark.value >= axis.from && mark.value <= axis.to)) return;
  const y = py(mark.value);
  const height = theme.fontSize + 4;
  const width = textWidth(mark.label, theme.fontSize) + 8;
  const below = y - box.y < height + 4;
  const ground = { x: box.x + box.width - width, y: below ? y + 2 : y - height - 2, width, height };
  pen.box(ground, { colour: theme.surface, opacity: 0.8 });
  pen.text(mark.label, ground.x + width - 4, ground.y + height / 2, {
    colour: mark.kind === 'accepted' ? theme.good : theme.textMuted,
    size: theme.fontSize,
    anchor: 'end',
    baseline: 'middle',
  });
}

function upright(pen: Pen, { box, px, x }: Plane, at: number, stroke: Stroke): void {
  if (at < x.from || at > x.to) return;
  pen.line(Float64Array.of(px(at), box.y, px(at), box.y + box.height), stroke);
}
