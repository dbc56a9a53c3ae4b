/** Words of the pictures of lattices. */
export const latticeViewText = {
  sliceOf: (quantity: string, columns: string, rows: string): string =>
    `${quantity} over ${columns} and ${rows}`,
  sliceSummary: (quantity: string, columns: string, rows: string, min: string, max: string): string =>
    `${quantity} over ${columns} (across) and ${rows} (up), from ${min} to ${max}. Arrow keys move from site to site.`,
  site: (columns: string, column: number, rows: string, row: number, value: string): string =>
    `${columns} ${column}, ${rows} ${row}: ${value}`,
  notANumber: 'not a number',
  legend: (quantity: string): string => `Colours of ${quantity}, with how many sites have each value`,
  legendBins: (min: string, max: string): string => `Number of sites by value, from ${min} to ${max}`,
  volumeOf: (quantity: string): string => `${quantity} in three dimensions`,
  volumeSummary: (quantity: string, level: string, axes: string): string =>
    `Surfaces where the ${quantity} is plus ${level} (orange) and minus ${level} (blue), over ${axes}. Arrow keys turn the view, plus and minus zoom.`,
  volumeNone: 'No site reaches this level: choose a smaller one.',
  noGraphics: 'This machine has no WebGL for the 3D view. The slices show the same field.',
} as const;
