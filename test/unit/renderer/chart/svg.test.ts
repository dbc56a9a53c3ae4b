import { describe, expect, it } from 'vitest';
import type { ChartModel } from '../../../../src-renderer/chart/chart-model.ts';
import { type ViewOptions, viewOf } from '../../../../src-renderer/chart/data/view.ts';
import { svgOf } from '../../../../src-renderer/chart/export/svg.ts';
import { model, options, series } from '../../../support/chart-lab.ts';

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly parent: Element | undefined;
}

const decode = (text: string): string =>
  text.replace(
    /&(lt|gt|quot|amp);/g,
    (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt']!,
  );

/** Reads the figure as XML and refuses what is not well formed. */
function parse(svg: string): readonly Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  for (const [token] of svg.trim().matchAll(/<[^>]*>|[^<]+/g)) {
    if (!token.startsWith('<')) {
      expect(token).not.toMatch(/&(?!(?:lt|gt|quot|amp);)/);
      const last = open.at(-1);
      if (last) Object.assign(last, { text: last.text + decode(token) });
      continue;
    }
    if (token.startsWith('</')) {
      expect(token).toBe(`</${open.pop()?.tag}>`);
      continue;
    }
    const [, tag, rest, closed] = /^<([a-zA-Z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>$/.exec(token) ?? [];
    expect(tag, token).toBeDefined();
    const attributes = Object.fromEntries(
      [...rest!.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, decode(value!)]),
    );
    const element = { tag: tag!, attributes, text: '', parent: open.at(-1) };
    found.push(element);
    if (closed === '') open.push(element);
  }
  expect(open).toEqual([]);
  return found;
}

const size = { width: 640, height: 400 };
const figure = (shown: ChartModel, more: Partial<ViewOptions> = {}) =>
  parse(svgOf(viewOf(shown, options({ columns: 640, ...more })), size));
const texts = (elements: readonly Element[]) =>
  elements.filter(({ tag }) => tag === 'text').map(({ text }) => text);
const numbers = (path: string) => [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);

describe('what a fit adds', () => {
  const y = [3, 2, 1, 2];
  const count = (elements: readonly Element[], ...tags: string[]) =>
    elements.filter(({ tag }) => tags.includes(tag)).length;

  it('shades its range', () => {
    const fitRange = { from: 1, to: 2, least: 0, greatest: 3 };
    const plain = figure(model([series(y)]));
    expect(count(figure(model([series(y)], { fitRange })), 'rect')).toBe(count(plain, 'rect') + 1);
  });

  it('draws its curve without markers', () => {
    const marked = (more: object) => figure(model([series(y, { label: 'b', ...more })]));
    const drawn = (elements: readonly Element[]) =>
      count(elements, 'path', 'circle', 'polyline', 'polygon', 'use');
    expect(drawn(marked({ curve: true }))).toBeLessThan(drawn(marked({})));
  });
});

const full: ChartModel = {
  title: 'Plaquette <of> "a & b"',
  subtitle: 'run 7',
  xAxis: { label: 'Update' },
  yAxis: { label: 'Time per update', unit: 's' },
  cut: 30,
  series: [
    series(
      Array.from({ length: 100 }, (_, i) => 1 + Math.sin(i) / 5),
      { id: 'r', label: 'raw', runId: 'run-7' },
    ),
    series([1, 1.1, 1.05], {
      id: 'm',
      label: 'mean',
      kind: 'band',
      x: Float64Array.of(40, 60, 90),
      error: Float64Array.of(0.1, 0.05, 0.02),
    }),
    series([1, 1.2], {
      id: 'p',
      label: 'points',
      kind: 'points',
      x: Float64Array.of(10, 20),
      error: Float64Array.of(0.1, 0.1),
    }),
  ],
  marks: [
    { kind: 'accepted', value: 1.02, error: 0.01, label: 'accepted', source: 'a paper' },
    { kind: 'alarm', at: 50, label: 'spike' },
  ],
  bands: [{ axis: 'x', from: 60, to: 80, label: 'fit' }],
};

describe('a figure in SVG', () => {
  it('names its axes with units, its series, its accepted value, its run and its cut', () => {
    const all = texts(figure(full));
    for (const part of [
      'Plaquette <of> "a & b", run 7',
      'Update',
      'Time per update (s)',
      'raw',
      'mean',
      'points',
      'accepted',
      'cut',
      'run-7',
    ])
      expect(all).toContain(part);
    expect(all.join('\n')).toMatch(
      /105 points.*cut 30.*one standard error.*accepted 1\.020\(10\) \(a paper\)/,
    );
    expect(all).toEqual(expect.arrayContaining(['0', '20', '40', '60', '80']));
  });

  it('is described for those who do not see it', () => {
    const elements = figure(full);
    expect(elements[0]).toMatchObject({ tag: 'svg', attributes: { role: 'img', viewBox: '0 0 640 400' } });
    expect(elements.find(({ tag }) => tag === 'desc')?.text).toContain('raw: between');
  });

  it('draws each series where its values are, inside the plot', () => {
    const line = model([series([0, 10, 5], { x: Float64Array.of(0, 50, 100) })], {
      yAxis: { label: 'y', range: [0, 10] },
    });
    const elements = figure(line);
    const clip = elements.find(({ tag, parent }) => tag === 'rect' && parent?.tag === 'clipPath')!.attributes;
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(clip[key]));
    const path = elements.find(({ tag, attributes }) => tag === 'path' && attributes.stroke === '#0b62a8')!;
    expect(path.parent?.tag).toBe('g');
    const expected = [x!, y! + height!, x! + width! / 2, y!, x! + width!, y! + height! / 2];
    numbers(path.attributes.d!).forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 1));
    expect(x! + width!).toBeLessThanOrEqual(size.width);
    expect(y! + height!).toBeLessThanOrEqual(size.height);
  });

  it('shades the band between the edges of its error', () => {
    const elements = figure(full);
    const area = elements.find(
      ({ tag, attributes }) =>
        tag === 'path' && attributes.d?.endsWith('Z') && attributes['fill-opacity'] === '0.2',
    )!;
    const points = numbers(area.attributes.d!);
    expect(points).toHaveLength(12);
    const [left, right] = [points[0], points[4]];
    expect(points.slice(6).filter((_, k) => k % 2 === 0)).toEqual([right, points[2], left]);
    expect(points[1]!).toBeLessThan(points[11]!);
  });

  it('has nothing in it that is no number', () => {
    const wild = [Number.NaN, 1e300, -1e300, Number.POSITIVE_INFINITY, 0];
    for (const scale of ['linear', 'log'] as const)
      for (const kind of ['line', 'points', 'bars', 'band'] as const) {
        const text = svgOf(
          viewOf(
            model([series(wild, { kind, error: Float64Array.of(1, 2, Number.NaN, 3, 4) })]),
            options({ yScale: scale }),
          ),
          size,
        );
        expect(text).not.toMatch(/NaN[^ )]|Infinity/);
        parse(text);
      }
  });

  it('draws bars from the ground to their counts', () => {
    const elements = figure(
      model([series([2, 4], { kind: 'bars' })], { yAxis: { label: 'n', range: [0, 4] } }),
    );
    const bars = elements
      .filter(({ tag, attributes }) => tag === 'rect' && attributes.fill === '#0b62a8')
      .map(({ attributes }) => Number(attributes.height));
    expect(bars).toHaveLength(2);
    expect(bars[1]! / bars[0]!).toBeCloseTo(2, 1);
  });

  it('shows raw values faintly beneath smoothed ones and says how they were smoothed', () => {
    const smooth = figure(model([series([1, 5, 2, 4])]), { weight: 0.6 });
    const lines = smooth.filter(
      ({ tag, attributes }) =>
        tag === 'path' && attributes.stroke === '#0b62a8' && attributes.fill === 'none',
    );
    expect(lines.map(({ attributes }) => attributes['stroke-opacity'])).toEqual(['0.3', undefined]);
    expect(texts(smooth).join('\n')).toContain('w = 0.6');
  });

  it('marks where a run was resumed', () => {
    const resumed = model([series([1, 2, 3, 4], { segment: Uint32Array.of(0, 0, 1, 1) })]);
    const dashed = (shown: ChartModel) =>
      figure(shown).filter(({ attributes }) => attributes['stroke-dasharray'] === '2 3').length;
    expect(dashed(resumed) - dashed(model([series([1, 2, 3, 4])]))).toBe(1);
  });

  it('is the same text every time', () => {
    expect(svgOf(viewOf(full, options()), size)).toBe(svgOf(viewOf(full, options()), size));
  });
});
