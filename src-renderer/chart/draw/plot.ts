/**
 * A chart on a canvas. Changes are gathered and drawn once per frame, and not at all while the canvas is out of
 * sight. Views with very many points are drawn over several frames into a picture of their own, so that no frame
 * takes long; until it is complete the picture grows.
 */
import type { Chart } from 'chart.js';
import type { ChartView } from '../data/view.ts';
import { canvasPen } from './canvas-pen.ts';
import { registerParts } from './chart-js.ts';
import { paintAbove, paintBeneath } from './paint-marks.ts';
import { paintSeries } from './paint-series.ts';
import type { Box } from './pen.ts';
import { type Plane, planeOf } from './plane.ts';
import { plotOptions } from './plot-options.ts';
import type { ChartTheme } from './theme.ts';

/** Points that are drawn in one frame. */
const pointsPerFrame = 24_000;

export class Plot {
  #chart: Chart<'view', never[]>;
  #canvas: HTMLCanvasElement;
  #view: ChartView;
  #theme: ChartTheme;
  #onLayout: (box: Box) => void;
  #frame = 0;
  #stale = true;
  #visible = true;
  #picture: HTMLCanvasElement | null = null;
  /** Series of the view that are in the picture. */
  #painted = 0;
  #box: Box = { x: 0, y: 0, width: 0, height: 0 };

  constructor(canvas: HTMLCanvasElement, view: ChartView, theme: ChartTheme, onLayout: (box: Box) => void) {
    this.#canvas = canvas;
    this.#view = view;
    this.#theme = theme;
    this.#onLayout = onLayout;
    const Charts = registerParts();
    this.#chart = new Charts<'view', never[]>(canvas, {
      type: 'view',
      data: { datasets: [{ data: [], paint: (chart) => this.#paint(chart) }] },
      options: plotOptions(view, theme, canvas.clientHeight),
    });
  }

  show(view: ChartView, theme: ChartTheme): void {
    if (view === this.#view && theme === this.#theme && !this.#stale) return;
    this.#view = view;
    this.#theme = theme;
    this.#stale = true;
    this.#ask();
  }

  /** In CSS pixels; the canvas has as many device pixels as the screen shows. */
  resize(width: number, height: number): void {
    const { devicePixelRatio } = window;
    if (
      width === this.#chart.width &&
      height === this.#chart.height &&
      devicePixelRatio === this.#chart.currentDevicePixelRatio
    )
      return;
    this.#chart.options = { ...plotOptions(this.#view, this.#theme, height), devicePixelRatio };
    this.#chart.resize(width, height);
    this.#stale = true;
    this.#ask();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible && this.#stale) this.#ask();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#chart.destroy();
  }

  #ask(): void {
    if (this.#frame !== 0 || !this.#visible) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    if (this.#stale) {
      this.#stale = false;
      this.#painted = 0;
      this.#chart.options = {
        ...plotOptions(this.#view, this.#theme, this.#chart.height),
        devicePixelRatio: window.devicePixelRatio,
      };
      this.#picture = pointsOf(this.#view) > pointsPerFrame ? this.#emptyPicture() : null;
      this.#chart.update('none');
      this.#tellLayout();
    } else this.#chart.draw();
    if (this.#picture !== null && this.#painted < this.#view.series.length) this.#ask();
  }

  #tellLayout(): void {
    const box = boxOf(this.#chart);
    const same = Object.entries(box).every(([key, value]) => this.#box[key as keyof Box] === value);
    if (same) return;
    this.#box = box;
    this.#onLayout(box);
  }

  #paint(chart: Chart): void {
    const box = boxOf(chart);
    if (box.width <= 0 || box.height <= 0) return;
    const plane = planeOf(box, this.#view.x, this.#view.y);
    const pen = canvasPen(chart.ctx, this.#theme.fontFamily);
    pen.inside(box, () => {
      paintBeneath(pen, plane, this.#view, this.#theme);
      if (this.#picture) this.#paintPicture(chart, this.#picture, plane);
      else for (const series of this.#view.series) paintSeries(pen, plane, series, this.#theme);
      paintAbove(pen, plane, this.#view, this.#theme);
    });
  }

  #emptyPicture(): HTMLCanvasElement {
    const picture = this.#picture ?? document.createElement('canvas');
    picture.width = this.#canvas.width;
    picture.height = this.#canvas.height;
    return picture;
  }

  #paintPicture(chart: Chart, picture: HTMLCanvasElement, plane: Plane): void {
    const context = picture.getContext('2d');
    if (context === null) return;
    const ratio = chart.currentDevicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const pen = canvasPen(context, this.#theme.fontFamily);
    const { series } = this.#view;
    for (let points = 0; this.#painted < series.length && points < pointsPerFrame; this.#painted++) {
      const one = series[this.#painted]!;
      pen.inside(plane.box, () => paintSeries(pen, plane, one, this.#theme));
      points += one.index.length;
    }
    chart.ctx.drawImage(picture, 0, 0, chart.width, chart.height);
  }
}

const boxOf = ({ chartArea: { left, top, right, bottom } }: Chart): Box => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
});

const pointsOf = ({ series }: ChartView): number =>
  series.reduce((sum, { index, smooth }) => sum + index.length + (smooth?.index.length ?? 0), 0);
