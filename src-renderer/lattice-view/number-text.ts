/** Numbers of fields in words of a fixed size: four significant digits. */
export const fieldNumber = (value: number): string => {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e5 ? value.toPrecision(4) : value.toExponential(3);
};

/** The label of a tick: as few digits as it needs. */
export const tickText = (value: number): string => String(Number(value.toPrecision(6)));
