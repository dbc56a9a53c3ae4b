/**
 * Counts, bytes, durations and times for people, English. Bytes in binary units; durations to two units; times in the user's zone.
 * Test: test/unit/renderer/ui/format-quantity.test.ts.
 */
const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

export const formatBytes = (bytes: number): string => {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < byteUnits.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${byteUnits[unit]}`;
};

const thousands = new Intl.NumberFormat('en');

/** 4,210 */
export const formatCount = (count: number): string => thousands.format(count);

/** 850 ms, 12 s, 3 min 20 s, 2 h 05 min, 4 d 6 h */
export const formatDuration = (seconds: number): string => {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 59.5) return `${seconds < 9.95 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const [days, hours, minutes, rest] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return rest > 0 ? `${minutes} min ${String(rest).padStart(2, '0')} s` : `${minutes} min`;
};

const steps = [
  { unit: 'year', seconds: 31_557_600 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'week', seconds: 604_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "3 hours ago", "yesterday", "just now". */
export const formatAgo = (instant: string, now: number): string => {
  const seconds = (Date.parse(instant) - now) / 1000;
  if (!Number.isFinite(seconds)) return '–';
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  return step === undefined ? 'just now' : relative.format(Math.round(seconds / step.seconds), step.unit);
};

/** 2026-03-14 15:09 */
export const formatTime = (instant: string, withSeconds = false): string => {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return '–';
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}${withSeconds ? `:${two(time.getSeconds())}` : ''}`;
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`;
};
