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
import { effortOf, paintSeries } from './paint-series.ts';
import type { Box } from './pen.ts';
import { type Plane, planeOf } from './plane.ts';
import { plotOptions } from './plot-options.ts';
import type { ChartTheme } from './theme.ts';

/** Views that cost more than this (effortOf) are drawn over several frames: so much in the first one, then as much as takes about this long. */
const atOnce = 8_000;
const firstPortion = 4_000;
const frameMs = 12;

export class Plot {
  #chart: Chart<'view', never[]>;
  #canvas: HTMLCanvasElement;
  #view: ChartView;
  #theme: ChartTheme;
  #onLayout: (box: Box) => void;
  #frame = 0;
  #stale = true;
  #visible = true;
  /** What is shown of a view that is drawn over several frames, and what is being made. */
  #shown: Picture | null = null;
  #next: Picture | null = null;
  /** The frame that lays the chart out draws none of a long picture yet. */
  #laying = false;
  /** Series of the view that are in the next picture, and what one frame may put into it. */
  #painted = 0;
  #portion = firstPortion;
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
    // in a folded panel there is nothing to draw on; the next size asks again
    if (this.#canvas.width === 0 || this.#canvas.height === 0) return;
    if (this.#stale) {
      this.#stale = false;
      this.#chart.options = {
        ...plotOptions(this.#view, this.#theme, this.#chart.height),
        devicePixelRatio: window.devicePixelRatio,
      };
      this.#beginPicture();
      this.#laying = true;
      this.#chart.update('none');
      this.#laying = false;
      this.#tellLayout();
    } else this.#chart.draw();
    if (this.#next !== null) this.#ask();
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
      if (this.#shown) this.#paintPicture(chart, this.#shown, plane);
      else for (const series of this.#view.series) paintSeries(pen, plane, series, this.#theme);
      paintAbove(pen, plane, this.#view, this.#theme);
    });
  }

  /** On the same axes the old picture stays until the new one is complete; else it would belong to other axes. */
  #beginPicture(): void {
    this.#painted = 0;
    if (this.#effort() <= atOnce) {
      this.#shown = null;
      this.#next = null;
      return;
    }
    const { x, y } = this.#view;
    const next = { canvas: document.createElement('canvas'), axes: JSON.stringify([x, y]) };
    next.canvas.width = this.#canvas.width;
    next.canvas.height = this.#canvas.height;
    const stays = this.#shown?.axes === next.axes && sameSize(this.#shown.canvas, next.canvas);
    this.#next = next;
    if (!stays) this.#shown = next;
  }

  #paintPicture(chart: Chart, shown: Picture, plane: Plane): void {
    const began = performance.now();
    let effort = 0;
    if (this.#next && !this.#laying)
      effort = this.#continuePicture(this.#next, chart.currentDevicePixelRatio, plane);
    const { canvas } = this.#next === null ? (this.#shown ?? shown) : shown;
    // where no graphics processor draws, this is when what was put into the picture is drawn
    chart.ctx.drawImage(canvas, 0, 0, chart.width, chart.height);
    if (effort > 0) this.#portion = nextPortion(effort, performance.now() - began);
  }

  /** Answers the effort of what it has put into the picture. */
  #continuePicture(next: Picture, ratio: number, plane: Plane): number {
    const context = next.canvas.getContext('2d');
    if (context === null) return 0;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const pen = canvasPen(context, this.#theme.fontFamily);
    const { series } = this.#view;
    let effort = 0;
    for (; this.#painted < series.length && effort < this.#portion; this.#painted++) {
      const one = series[this.#painted]!;
      pen.inside(plane.box, () => paintSeries(pen, plane, one, this.#theme));
      effort += effortOf(one, plane.box.width);
    }
    if (this.#painted < series.length) return effort;
    this.#shown = next;
    this.#next = null;
    return effort;
  }

  #effort(): number {
    const { width } = boxOf(this.#chart);
    return this.#view.series.reduce((sum, one) => sum + effortOf(one, width), 0);
  }
}

/** From what the last portion took; it never more than doubles, since a graphics processor may take its time unseen. */
const nextPortion = (effort: number, ms: number): number =>
  Math.max(1000, Math.min(2 * effort, (effort * frameMs) / ms));

interface Picture {
  readonly canvas: HTMLCanvasElement;
  /** The axes it was drawn on. */
  readonly axes: string;
}

const sameSize = (a: HTMLCanvasElement, b: HTMLCanvasElement): boolean =>
  a.width === b.width && a.height === b.height;

const boxOf = ({ chartArea: { left, top, right, bottom } }: Chart): Box => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
});
