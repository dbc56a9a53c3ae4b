/** Extents as people write them: `8 8 8 16`, `8x8x8x16`, `8,8,8,16`. Null when they are not two to four numbers from 1 to 4096. */
export const parseExtents = (text: string): readonly number[] | null => {
  const parts = text.trim().split(/[\s,x×*]+/u);
  if (parts.length < 2 || parts.length > 4 || !parts.every((part) => /^\d{1,4}$/.test(part))) return null;
  const numbers = parts.map(Number);
  return numbers.every((n) => n >= 1 && n <= 4096) ? numbers : null;
};
