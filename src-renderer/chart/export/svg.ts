/**
 * A chart as an SVG file: the same figure as on the screen, with title, legend, axes and units, in inks for paper.
 * Proved by test/unit/renderer/chart/svg.test.ts.
 */
import { summaryOf } from '../data/summary.ts';
import type { ChartView } from '../data/view.ts';
import { drawFigure, type FigureSize, figureName, paper } from './figure.ts';
import { escapeXml, svgPen } from './svg-pen.ts';

export function svgOf(view: ChartView, { width, height }: FigureSize): string {
  const pen = svgPen(paper.fontFamily);
  drawFigure(pen, view, { width, height }, paper);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(figureName(view))}</title>`,
    `<desc>${escapeXml(summaryOf(view))}</desc>`,
    pen.body(),
    '</svg>\n',
  ].join('\n');
}
