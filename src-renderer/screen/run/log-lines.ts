/** Which lines of a log are shown, and the one nearest to an update. Test: test/unit/renderer/screen/run/run-lists.test.ts. */
import type { LogLine } from '../../../src-main/contract/index.ts';

export const filterLog = (
  lines: readonly LogLine[],
  level: 'all' | 'notable',
  search: string,
): readonly LogLine[] => {
  const wanted = search.trim().toLowerCase();
  return lines.filter(
    (line) =>
      (level === 'all' || line.level !== 'info') &&
      (wanted === '' || line.text.toLowerCase().includes(wanted)),
  );
};

/** Index of the line; null when no line has an update. */
export const lineNear = (lines: readonly LogLine[], update: number): number | null => {
  let best: { readonly index: number; readonly distance: number } | null = null;
  for (const line of lines) {
    if (line.update === null) continue;
    const distance = Math.abs(line.update - update);
    if (best === null || distance < best.distance) best = { index: line.index, distance };
  }
  return best?.index ?? null;
};
