/**
 * A chart as a PNG file at 1, 2 or 4 pixels per CSS pixel.
 * Shown by the chart journey of the end-to-end tests.
 */
import type { ChartView } from '../data/view.ts';
import { canvasPen } from '../draw/canvas-pen.ts';
import { drawFigure, type FigureSize, paper } from './figure.ts';

/** Undefined where the browser cannot make so large a picture. */
export async function pngOf(
  view: ChartView,
  size: FigureSize,
  scale: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const canvas = new OffscreenCanvas(Math.round(size.width * scale), Math.round(size.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.scale(scale, scale);
  drawFigure(canvasPen(context, paper.fontFamily), view, size, paper);
  try {
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return undefined;
  }
}
