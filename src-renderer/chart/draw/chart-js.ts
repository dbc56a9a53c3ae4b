/**
 * The two parts of chart.js that are ours, registered by hand: an axis that takes its range, scale and ticks from
 * the view, and a dataset controller that hands the context to a painter. Typed arrays go from the view to the
 * canvas; chart.js makes no element per point.
 */
import {
  type CartesianScaleOptions,
  Chart,
  DatasetController,
  Element,
  Scale,
  type Tick as ScaleTick,
} from 'chart.js';
import { type AxisView, fractionOf, valueAt } from '../data/axis.ts';
import { type Tick, ticksOf } from '../data/ticks.ts';

export interface ViewAxisOptions {
  readonly shown: AxisView;
  /** Pixels that a tick needs along the axis. */
  readonly tickRoom: number;
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    view: {
      chartOptions: object;
      datasetOptions: { paint: (chart: Chart) => void };
      defaultDataPoint: never;
      metaExtensions: object;
      parsedDataType: never;
      scales: 'viewAxis';
    };
  }
  interface CartesianScaleTypeRegistry {
    viewAxis: { options: CartesianScaleOptions & ViewAxisOptions };
  }
}

const leastWidth = 66;

class ViewAxis extends Scale {
  static id = 'viewAxis';
  static defaults = { ticks: { autoSkip: false, maxRotation: 0 } };
  #shown: AxisView = { from: 0, to: 1, scale: 'linear' };

  get #own(): ViewAxisOptions {
    return this.options as unknown as ViewAxisOptions;
  }

  override determineDataLimits(): void {
    const { from, to, scale } = this.#own.shown;
    this.#shown = { from, to, scale };
    this.min = this.#shown.from;
    this.max = this.#shown.to;
  }

  override buildTicks(): ScaleTick[] {
    const length = this.isHorizontal() ? this.width : this.height;
    const most = Math.max(3, Math.floor(length / this.#own.tickRoom));
    return ticksOf(this.#shown, most).map(({ value, label }: Tick) => ({ value, label }));
  }

  /** Ticks bring their labels. */
  override generateTickLabels(): void {}

  /** Charts above each other stand flush for most labels. */
  override afterFit(): void {
    if (!this.isHorizontal()) this.width = Math.max(this.width, leastWidth);
  }

  override getPixelForValue(value: number): number {
    return this.getPixelForDecimal(fractionOf(this.#shown, value));
  }

  override getPixelForTick(index: number): number {
    return this.getPixelForValue(this.ticks[index]?.value ?? Number.NaN);
  }

  override getValueForPixel(pixel: number): number {
    return valueAt(this.#shown, this.getDecimalForPixel(pixel));
  }
}

/** chart.js asks for a kind of element per point; there are no points, so none is ever made. */
class NoElement extends Element {
  static id = 'noElement';
}

class ViewController extends DatasetController<'view'> {
  static id = 'view';
  static defaults = { datasetElementType: false, dataElementType: 'noElement' };

  override parse(): void {}
  override update(): void {}
  override draw(): void {
    const { paint } = this.getDataset() as unknown as { paint: (chart: Chart) => void };
    paint(this.chart);
  }
}

let registered = false;

export function registerParts(): typeof Chart {
  if (!registered) Chart.register(ViewAxis, NoElement, ViewController);
  registered = true;
  return Chart;
}
