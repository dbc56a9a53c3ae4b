/**
 * The pen that writes SVG. Coordinates have two decimals; everything a reader could have typed is escaped; clips
 * are named by a counter, so that the same figure is the same text.
 * Proved by test/unit/renderer/chart/svg.test.ts.
 */
import { cornersOf } from '../draw/marker-corners.ts';
import type { Box, Ink, MarkerShape, Pen, Stroke, TextStyle } from '../draw/pen.ts';

export interface SvgPen extends Pen {
  /** All that was drawn, as elements. */
  readonly body: () => string;
}

export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const n = (value: number): string => String(Number(value.toFixed(2)));

export function svgPen(fontFamily: string): SvgPen {
  const parts: string[] = [];
  let clips = 0;
  const add = (
    tag: string,
    attributes: Readonly<Record<string, string | undefined>>,
    content?: string,
  ): void => {
    const listed = Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [` ${key}="${escapeXml(value)}"`],
    );
    parts.push(
      `<${tag}${listed.join('')}${content === undefined ? '/>' : `>${escapeXml(content)}</${tag}>`}`,
    );
  };
  const fill = ({ colour, opacity }: Ink) => ({
    fill: colour,
    'fill-opacity': opacity === undefined ? undefined : n(opacity),
  });
  const stroke = ({ colour, width, dash, opacity }: Stroke) => ({
    stroke: colour,
    'stroke-width': n(width),
    'stroke-dasharray': dash?.length ? dash.map(n).join(' ') : undefined,
    'stroke-opacity': opacity === undefined ? undefined : n(opacity),
  });
  return {
    body: () => parts.join('\n'),
    line(points: Float64Array, style: Stroke): void {
      if (points.length > 0)
        add('path', { d: pathOf(points), fill: 'none', 'stroke-linejoin': 'round', ...stroke(style) });
    },
    area(points: Float64Array, ink: Ink): void {
      if (points.length > 0) add('path', { d: `${pathOf(points)}Z`, ...fill(ink) });
    },
    box({ x, y, width, height }: Box, ink: Ink): void {
      add('rect', {
        x: n(x),
        y: n(y),
        width: n(Math.max(0, width)),
        height: n(Math.max(0, height)),
        ...fill(ink),
      });
    },
    markers(shape: MarkerShape, points: Float64Array, radius: number, style: Stroke): void {
      let d = '';
      for (let i = 0; i < points.length; i += 2) d += markerOf(shape, points[i]!, points[i + 1]!, radius);
      if (d !== '')
        add('path', { d, ...(shape === 'cross' ? { fill: 'none' } : fill(style)), ...stroke(style) });
    },
    text(text: string, x: number, y: number, style: TextStyle): void {
      const drop = { top: 0.8, middle: 0.35, bottom: -0.15 }[style.baseline] * style.size;
      add(
        'text',
        {
          x: n(style.upwards ? x + drop : x),
          y: n(style.upwards ? y : y + drop),
          transform: style.upwards ? `rotate(-90 ${n(x + drop)} ${n(y)})` : undefined,
          'font-family': fontFamily,
          'font-size': n(style.size),
          'font-weight': style.bold ? '600' : undefined,
          'text-anchor': style.anchor,
          ...fill(style),
        },
        text,
      );
    },
    inside({ x, y, width, height }: Box, draw: () => void): void {
      const id = `clip-${++clips}`;
      parts.push(
        `<clipPath id="${id}"><rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"/></clipPath>`,
        `<g clip-path="url(#${id})">`,
      );
      draw();
      parts.push('</g>');
    },
  };
}

function pathOf(points: Float64Array): string {
  let d = '';
  let down = false;
  for (let i = 0; i < points.length; i += 2) {
    if (Number.isNaN(points[i]!)) down = false;
    else {
      d += `${down ? 'L' : 'M'}${n(points[i]!)} ${n(points[i + 1]!)}`;
      down = true;
    }
  }
  return d;
}

function markerOf(shape: MarkerShape, x: number, y: number, r: number): string {
  if (shape === 'circle')
    return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`;
  if (shape === 'cross')
    return `M${n(x - r)} ${n(y - r)}L${n(x + r)} ${n(y + r)}M${n(x - r)} ${n(y + r)}L${n(x + r)} ${n(y - r)}`;
  return `M${cornersOf(shape, r)
    .map(([dx, dy]) => `${n(x + dx)} ${n(y + dy)}`)
    .join('L')}Z`;
}
