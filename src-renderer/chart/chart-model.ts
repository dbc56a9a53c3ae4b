/**
 * What a chart shows: plain data, never mutated. To change a chart, give it a new model; series whose arrays are the
 * same objects cost nothing again. Values are in the units that the axes name; x rises within each segment.
 * Types only.
 */

/**
 * `line`: points joined; `points`: markers, with error bars where `error` is given; `bars`: a histogram, x being the
 * middles of bins of equal width; `band`: a line with `error` to both sides as a shaded band.
 */
export type SeriesKind = 'line' | 'points' | 'bars' | 'band';

export interface ChartSeries {
  /** Stable while the chart lives: the user's choices (hidden, cursor) hang on it. */
  readonly id: string;
  readonly label: string;
  readonly kind: SeriesKind;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** One standard error of each y. */
  readonly error?: Float64Array;
  /** Segment of the run that wrote each point: where it changes, the run was resumed. */
  readonly segment?: Uint32Array;
  /** If not the axis' unit. */
  readonly unit?: string;
  readonly runId?: string;
  /** Rows on disk in the range that the arrays stand for, where they have been thinned before. */
  readonly total?: number;
  /** Place in the palette, from 0; else the place in the model. A run keeps its colour across charts by this. */
  readonly colour?: number;
  /** A curve, not data: its line has neither markers nor dashes. */
  readonly curve?: boolean;
  /** The average that the summary states. */
  readonly estimate?: SeriesEstimate;
}

export interface SeriesEstimate {
  readonly value: number;
  readonly error: number;
  /** First x of the stretch without drift, if one was found. */
  readonly flatSince?: number;
}

export type AxisScale = 'linear' | 'log';

export interface ChartAxis {
  readonly label: string;
  readonly unit?: string;
  readonly scale?: AxisScale;
  /** Shown when nothing is zoomed, instead of the range of the data. */
  readonly range?: readonly [number, number];
}

/** A vertical mark. */
export interface EventMark {
  readonly kind: 'alarm' | 'resume' | 'checkpoint' | 'window';
  readonly at: number;
  readonly label: string;
}

/** A horizontal line: a value from the literature with its error, or a level such as zero. */
export interface LevelMark {
  readonly kind: 'accepted' | 'level';
  readonly value: number;
  readonly error?: number;
  readonly label: string;
  /** Where an accepted value is from. */
  readonly source?: string;
}

export type ChartMark = EventMark | LevelMark;

/** A shaded range of one axis. */
export interface ChartBand {
  readonly axis: 'x' | 'y';
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Whole numbers on the x axis from which to which something is fitted; the owner may let both ends be moved. */
export interface FitRange {
  readonly from: number;
  readonly to: number;
  /** Between these the ends may stand. */
  readonly least: number;
  readonly greatest: number;
}

export interface ChartModel {
  readonly title: string;
  /** What distinguishes this chart, such as the run's name; also part of the summary and of file names. */
  readonly subtitle?: string;
  readonly xAxis: ChartAxis;
  readonly yAxis: ChartAxis;
  readonly series: readonly ChartSeries[];
  /** Thermalisation cut: points before it do not count. */
  readonly cut?: number;
  readonly fitRange?: FitRange;
  readonly marks?: readonly ChartMark[];
  readonly bands?: readonly ChartBand[];
  /** Replaces the computed sentence. */
  readonly summary?: string;
}

/** A point that the user has chosen. */
export interface ChartPick {
  readonly series: string;
  /** Place in the arrays of the series. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** A file made from a chart; the host decides where it goes. */
export interface ChartFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
