/**
 * The pen on a canvas. Paths of one call are stroked at once, and lines with many points have bevelled corners:
 * joints are what costs.
 * Shown by the chart journey of the end-to-end tests.
 */
import { cornersOf } from './marker-corners.ts';
import type { Box, Ink, MarkerShape, Pen, Stroke, TextStyle } from './pen.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const manyPoints = 2000;

export function canvasPen(context: Context, fontFamily: string): Pen {
  const stroke = ({ colour, width, dash, opacity }: Stroke): void => {
    context.globalAlpha = opacity ?? 1;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash ? [...dash] : []);
    context.stroke();
    context.globalAlpha = 1;
  };
  const fill = ({ colour, opacity }: Ink): void => {
    context.globalAlpha = opacity ?? 1;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
  };
  return {
    line(points: Float64Array, style: Stroke): void {
      context.lineJoin = points.length > manyPoints ? 'bevel' : 'round';
      trace(context, points);
      stroke(style);
    },
    bars(columns: Float64Array, { colour, opacity }: Ink): void {
      context.globalAlpha = opacity ?? 1;
      context.fillStyle = colour;
      for (let i = 0; i < columns.length; i += 3)
        context.fillRect(columns[i]!, columns[i + 1]!, 1, columns[i + 2]! - columns[i + 1]!);
      context.globalAlpha = 1;
    },
    area(points: Float64Array, ink: Ink): void {
      trace(context, points);
      fill(ink);
    },
    box({ x, y, width, height }: Box, ink: Ink): void {
      context.beginPath();
      context.rect(x, y, width, height);
      fill(ink);
    },
    markers(shape: MarkerShape, points: Float64Array, radius: number, style: Stroke): void {
      context.lineJoin = 'miter';
      context.beginPath();
      for (let i = 0; i < points.length; i += 2) marker(context, shape, points[i]!, points[i + 1]!, radius);
      if (shape !== 'cross') fill(style);
      stroke(style);
    },
    text(text: string, x: number, y: number, style: TextStyle): void {
      context.save();
      context.translate(x, y);
      if (style.upwards) context.rotate(-Math.PI / 2);
      context.font = `${style.bold ? '600 ' : ''}${style.size}px ${fontFamily}`;
      context.textAlign = style.anchor === 'middle' ? 'center' : style.anchor;
      context.textBaseline = style.baseline;
      context.globalAlpha = style.opacity ?? 1;
      context.fillStyle = style.colour;
      context.fillText(text, 0, 0);
      context.restore();
    },
    inside({ x, y, width, height }: Box, draw: () => void): void {
      context.save();
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      draw();
      context.restore();
    },
  };
}

function trace(context: Context, points: Float64Array): void {
  context.beginPath();
  let down = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!;
    if (Number.isNaN(x)) down = false;
    else if (down) context.lineTo(x, points[i + 1]!);
    else {
      context.moveTo(x, points[i + 1]!);
      down = true;
    }
  }
}

function marker(context: Context, shape: MarkerShape, x: number, y: number, r: number): void {
  if (shape === 'circle') {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  if (shape === 'cross') {
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y + r);
    context.moveTo(x - r, y + r);
    context.lineTo(x + r, y - r);
    return;
  }
  cornersOf(shape, r).forEach(([dx, dy], k) =>
    k === 0 ? context.moveTo(x + dx, y + dy) : context.lineTo(x + dx, y + dy),
  );
  context.closePath();
}
