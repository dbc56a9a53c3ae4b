/**
 * What a user has chosen in one chart, and the view that follows from it and the model.
 * The x range and the cursor's x belong to the link group, so that linked charts agree.
 */
import type { AxisScale, ChartModel } from '../chart-model.ts';
import { type Range, usable } from '../data/axis.ts';
import type { Cursor } from '../data/cursor.ts';
import { pointAt } from '../data/cursor.ts';
import { type Readout, readoutOf } from '../data/readout.ts';
import { type ChartView, type ViewOptions, viewOf } from '../data/view.ts';
import type { Box } from '../draw/pen.ts';
import { type Plane, planeOf } from '../draw/plane.ts';
import type { LinkGroup, LinkState } from '../interact/link-group.ts';

/** The plot's width is rounded up to a multiple of this, so that a wider label does not thin everything again. */
const widthStep = 32;

export class ChartState {
  weight = $state(0);
  yRange = $state.raw<Range | null>(null);
  /** What the keyboard or the mouse points at in this chart. */
  cursor = $state.raw<Cursor | null>(null);
  /** The cursor is walked by keys: it stays when the mouse leaves. */
  walking = $state(false);
  chosen = $state.raw<Cursor | null>(null);
  box = $state.raw<Box>({ x: 0, y: 0, width: 0, height: 0 });
  #hidden = $state.raw<ReadonlySet<string>>(new Set());
  #xScale = $state.raw<AxisScale | null>(null);
  #yScale = $state.raw<AxisScale | null>(null);
  #link = $state.raw<LinkState>({ x: null, source: null, range: null });
  #model: () => ChartModel;
  #live: () => boolean;
  #group: () => LinkGroup;
  #previous: ChartView | undefined;

  #options(columns = this.#columns): ViewOptions {
    const { yRange } = this;
    return {
      hidden: this.hidden,
      weight: this.weight,
      xScale: this.xScale,
      yScale: this.yScale,
      xRange: this.xRange,
      yRange: yRange !== null && usable(yRange, this.yScale) ? yRange : null,
      columns,
      live: this.#live(),
    };
  }

  constructor(model: () => ChartModel, live: () => boolean, group: () => LinkGroup) {
    this.#model = model;
    this.#live = live;
    this.#group = group;
  }

  readonly xScale = $derived.by(() => this.#xScale ?? this.#model().xAxis.scale ?? 'linear');
  readonly yScale = $derived.by(() => this.#yScale ?? this.#model().yAxis.scale ?? 'linear');
  readonly xRange = $derived.by(() => {
    const { range } = this.#link;
    return range !== null && usable(range, this.xScale) ? range : null;
  });
  readonly #columns = $derived.by(() => Math.ceil((this.box.width || 640) / widthStep) * widthStep);

  readonly view: ChartView = $derived.by(() => {
    this.#previous = viewOf(this.#model(), this.#options(), this.#live() ? this.#previous : undefined);
    return this.#previous;
  });

  readonly plane: Plane = $derived.by(() => planeOf(this.box, this.view.x, this.view.y));
  readonly isZoomed = $derived.by(() => this.xRange !== null || this.yRange !== null);
  readonly readout: Readout | null = $derived.by(() => readoutOf(this.view, this.cursor, this.#link.x));

  /** Follows the group; answers how to stop. */
  follow(): () => void {
    const group = this.#group();
    this.#link = group.state;
    return group.subscribe((state) => {
      this.#link = state;
      if (state.source !== this && state.source !== null) {
        this.cursor = null;
        this.walking = false;
      }
    });
  }

  get hidden(): ReadonlySet<string> {
    return this.#hidden;
  }

  /** The same view for a picture of another width. */
  viewOfWidth(columns: number): ChartView {
    return viewOf(this.#model(), this.#options(columns));
  }

  point(cursor: Cursor | null): void {
    this.cursor = cursor;
    const here = pointAt(this.view, cursor);
    this.#group().point(here ? here.series.sheet.x[here.place]! : null, this);
  }

  leave(): void {
    this.walking = false;
    this.point(null);
  }

  zoom(range: Range | null): void {
    const { full } = this.view;
    if (range !== null && range[0] <= full.from && range[1] >= full.to) this.#group().zoom(null);
    else if (range === null || usable(range, this.xScale)) this.#group().zoom(range);
  }

  showAll(): void {
    this.yRange = null;
    this.#group().zoom(null);
  }

  setScale(axis: 'x' | 'y', scale: AxisScale): void {
    if (axis === 'x') this.#xScale = scale;
    else this.#yScale = scale;
  }

  toggle(id: string): void {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(id)) hidden.add(id);
    this.#hidden = hidden;
  }
}
