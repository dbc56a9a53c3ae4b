import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../../src-renderer/chart/data/view.ts';
import { model, options, series, view } from '../../../support/chart-lab.ts';

const noise = (n: number, seed = 1): number[] => Array.from({ length: n }, (_, i) => Math.sin(seed + i * i));

describe('a view', () => {
  it('draws all of few points and the extremes of many, and says how many', () => {
    expect(view([series(noise(50))]).counts).toMatchObject({ drawn: 50, total: 50 });
    const y = noise(100_000);
    y[77_777] = 40;
    const many = view([series(y)], { columns: 100 });
    expect(many.counts.total).toBe(100_000);
    expect(many.counts.drawn).toBeLessThanOrEqual(400);
    expect(many.series[0]!.index).toContain(77_777);
    expect(many.y.to).toBeGreaterThan(40);
  });

  it('refines when zoomed, and fits y to what is shown', () => {
    const y = noise(100_000);
    y[10] = 1000;
    const zoomed = view([series(y)], { columns: 100, xRange: [500, 599] });
    expect(zoomed.counts).toMatchObject({ drawn: 100, total: 100 });
    expect(zoomed.y.to).toBeLessThan(2);
    expect([zoomed.full.from, zoomed.full.to]).toEqual([0, 99_999]);
  });

  it('counts rows on disk behind series that were thinned before', () => {
    const thinned = series(noise(100), { total: 5000 });
    expect(view([thinned]).counts).toMatchObject({ drawn: 100, total: 5000 });
    expect(view([thinned], { xRange: [0, 49] }).counts).toMatchObject({ drawn: 50, total: 2500 });
  });

  it('counts what cannot be drawn', () => {
    const y = [1, Number.NaN, 0, -1, 2, Number.POSITIVE_INFINITY];
    expect(view([series(y)]).counts).toMatchObject({ drawn: 4, nonFinite: 2, nonPositive: 0 });
    const log = view([series(y)], { yScale: 'log' });
    expect(log.counts).toMatchObject({ drawn: 2, nonFinite: 2, nonPositive: 2 });
    expect(log.y.from).toBeGreaterThan(0);
  });

  it('leaves hidden series out of points and ranges', () => {
    const two = [series([1, 2], { id: 'a', label: 'a' }), series([100, 200], { id: 'b', label: 'b' })];
    const shown = view(two, { hidden: new Set(['b']) });
    expect(shown.series.map(({ series: { id } }) => id)).toEqual(['a']);
    expect(shown.y.to).toBeLessThan(3);
    expect(shown.counts.total).toBe(2);
  });

  it('smooths beside the raw values, over all points', () => {
    const spike = new Array(10_000).fill(0);
    spike[5000] = 1;
    const { series: shown } = view([series(spike)], { weight: 0.5, columns: 50 });
    const { smooth, index } = shown[0]!;
    expect(index).toContain(5000);
    expect(smooth!.y[5000]).toBeCloseTo(0.5, 12);
    expect(smooth!.y[5003]).toBeCloseTo(0.0625, 12);
    expect(smooth!.index).toContain(5000);
    expect(view([series(spike)]).series[0]!.smooth).toBeNull();
    // an average over thinned points would be another one
    expect(view([series(spike, { total: 20_000 })], { weight: 0.5 }).series[0]!.smooth).toBeNull();
    expect(view([series(spike, { total: 10_000 })], { weight: 0.5 }).series[0]!.smooth).not.toBeNull();
  });

  it('gives the same picture for a series that grew as for the whole of it', () => {
    const whole = noise(20_000);
    const growing = (n: number) =>
      model([series(whole.slice(0, n), { id: 'g' })], { xAxis: { label: 'x', range: [0, 30_000] } });
    let last = viewOf(growing(1000), options({ live: true, columns: 80 }));
    for (const n of [1001, 1500, 9000, 20_000])
      last = viewOf(growing(n), options({ live: true, columns: 80 }), last);
    const fresh = viewOf(growing(20_000), options({ columns: 80 }));
    expect(last.series[0]!.index).toEqual(fresh.series[0]!.index);
    expect(last.counts).toEqual(fresh.counts);
  });

  it('keeps room to the right while a series grows', () => {
    const { full } = view([series(noise(1000))], { live: true });
    expect(full.to).toBeGreaterThan(999);
  });

  it('shows where a band is widest, and all of error bars', () => {
    const error = new Float64Array(10_000).fill(0.1);
    error[4321] = 5;
    const band = view([series(new Array(10_000).fill(1), { kind: 'band', error })], { columns: 50 });
    expect(band.series[0]!.index).toContain(4321);
    expect(band.counts.drawn).toBe(band.series[0]!.index.length);
    expect(band.y.to).toBeGreaterThan(6);
    const points = view([series([1, 2], { kind: 'points', error: Float64Array.of(3, 0) })]);
    expect(points.y.from).toBeLessThan(-2);
  });

  it('of bars stands on zero and has room for the outer halves', () => {
    const bars = view([series([5, 9, 4], { kind: 'bars' })]);
    expect(bars.y.from).toBe(0);
    expect([bars.x.from, bars.x.to]).toEqual([-0.5, 2.5]);
  });

  it('takes in an accepted value that is near, not one that would flatten the data', () => {
    const at = (value: number) =>
      viewOf(model([series([1, 2])], { marks: [{ kind: 'accepted', value, label: 'accepted' }] }), options())
        .y;
    expect(at(2.5).to).toBeGreaterThan(2.5);
    expect(at(50).to).toBeLessThan(3);
  });

  it('exists for nothing at all', () => {
    expect(view([]).counts.total).toBe(0);
    expect(view([series([])], { yScale: 'log', xScale: 'log' }).y.from).toBeGreaterThan(0);
    expect(view([series([Number.NaN])]).counts).toMatchObject({ drawn: 0, nonFinite: 1 });
  });
});
