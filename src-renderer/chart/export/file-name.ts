/**
 * Names of files made from charts.
 * Proved by test/unit/renderer/chart/data-files.test.ts.
 */

/** A name that every file system takes. */
export function fileName(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 80);
  return plain === '' ? 'chart' : plain;
}
