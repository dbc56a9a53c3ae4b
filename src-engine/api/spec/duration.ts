/** Wall-clock durations: seconds inside, text like "45s", "30m", "1h30m", "2d" outside; 0 seconds is "none". */

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** A year: longer is a typing mistake. */
const longest = 366 * 86_400;

/** Whole seconds, or undefined when the text is not a duration. */
export const parseDuration = (text: string): number | undefined => {
  if (text === 'none') return 0;
  const match = /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/.exec(text);
  if (match === null || text === '') return undefined;
  const seconds = units.reduce((sum, [, size], i) => sum + Number(match[i + 1] ?? 0) * size, 0);
  return seconds > 0 && seconds <= longest ? seconds : undefined;
};

/** The shortest text for whole seconds, largest unit first. */
export const formatDuration = (seconds: number): string => {
  let rest = seconds;
  const parts = units.map(([letter, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${letter}`;
  });
  return parts.join('') || 'none';
};
