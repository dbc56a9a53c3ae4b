/**
 * A chart as a file, in every format that is offered.
 * Shown by the chart journey of the end-to-end tests.
 */
import type { ChartFile } from '../chart-model.ts';
import { titleOf } from '../data/summary.ts';
import type { ChartView } from '../data/view.ts';
import { csvOf, jsonOf } from './data-files.ts';
import type { FigureSize } from './figure.ts';
import { fileName } from './file-name.ts';
import { pngOf } from './png.ts';
import { svgOf } from './svg.ts';

export const exportKinds = ['png1', 'png2', 'png4', 'svg', 'csv', 'json'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** `viewOfWidth` makes the view again for a picture of so many pixels. Undefined: the picture is too large. */
export async function chartFile(
  kind: ExportKind,
  viewOfWidth: (columns: number) => ChartView,
  size: FigureSize,
): Promise<ChartFile | undefined> {
  const text = (extension: string, mime: string, content: string): ChartFile => ({
    name: `${fileName(titleOf(viewOfWidth(size.width).model))}.${extension}`,
    mime,
    bytes: new TextEncoder().encode(content),
  });
  switch (kind) {
    case 'svg':
      return text('svg', 'image/svg+xml', svgOf(viewOfWidth(size.width), size));
    case 'csv':
      return text('csv', 'text/csv', csvOf(viewOfWidth(size.width)));
    case 'json':
      return text('json', 'application/json', jsonOf(viewOfWidth(size.width)));
    default: {
      const scale = Number(kind.slice(3));
      const view = viewOfWidth(size.width * scale);
      const bytes = await pngOf(view, size, scale);
      return bytes && { name: `${fileName(titleOf(view.model))}.png`, mime: 'image/png', bytes };
    }
  }
}
