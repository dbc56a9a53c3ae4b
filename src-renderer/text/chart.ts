/** Every sentence of charts that a user sees or hears. */

const count = (n: number): string => n.toLocaleString('en');
const points = (n: number): string => (n === 1 ? '1 point' : `${count(n)} points`);

export const chartText = {
  role: 'chart',
  keys: 'Left and right arrows move along a series, up and down between series, Page keys jump, Home and End go to the ends, Enter chooses the point, Escape leaves. Plus and minus zoom, zero shows all.',
  toolbar: 'Chart tools',
  drawn: (drawn: number, total: number): string =>
    drawn === total ? `${points(total)}` : `${count(drawn)} of ${points(total)} drawn`,
  nonFinite: (n: number): string => `${points(n)} not finite (NaN or infinite)`,
  nonPositive: (n: number): string => `${points(n)} zero or negative, not on a log axis`,
  replaced: (n: number): string => `${points(n)} of earlier segments, written again after a resume`,
  empty: 'No points yet.',
  allHidden: 'All series are hidden. Choose one in the legend.',
  nothingInRange: 'No points in this range.',
  resume: 'Resumed',
  smoothingLegend: (weight: number): string => `smoothed (exponential average, weight ${weight})`,
  rawLegend: 'raw values faint',
  bandLegend: 'band: one standard error',
  legend: 'Series',
  showSeries: (label: string): string => `Show ${label}`,
  options: 'Axes and smoothing',
  fromCut: 'Show what counts, from the cut on',
  resetZoom: 'Show all',
  showData: 'Show data',
  hideData: 'Hide data',
  export: 'Export',
  exportAs: 'Save the figure or its data',
  exports: {
    png1: 'Picture (PNG)',
    png2: 'Picture, double size (PNG)',
    png4: 'Picture for print (PNG, four times)',
    svg: 'Vector graphics (SVG)',
    csv: 'Data (CSV)',
    json: 'Data (JSON)',
  },
  range: (axis: string): string => `Range of ${axis}`,
  from: 'From',
  to: 'To',
  automatic: 'Automatic',
  apply: 'Apply',
  scale: (axis: string): string => `Scale of ${axis}`,
  linear: 'Linear',
  log: 'Logarithmic',
  badRange: 'Give two numbers, the smaller one first.',
  badLogRange: 'Give two numbers above zero, the smaller one first.',
  smoothing: 'Smoothing',
  smoothingOff: 'Off',
  smoothingHelp:
    'Exponential average with the bias of its start removed, over all points. The raw values stay visible.',
  smoothingThinned:
    'Not every point of this range is loaded, so its series are shown as they are: zoom in to smooth them.',
  cut: 'Thermalisation cut',
  cutValue: (axis: string, value: string): string => `${axis} ${value}`,
  cutShort: 'cut',
  table: {
    caption: (title: string): string => `What is drawn in ${title}`,
    series: 'Series',
    error: 'Error',
    segment: 'Segment',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'The clipboard is not available. Select the rows and copy them by hand, or export the data.',
    sort: (column: string): string => `Sort by ${column}`,
  },
  readout: (x: string, rows: readonly string[]): string => `${x}: ${rows.join('; ')}`,
  more: (n: number): string => `and ${count(n)} more`,
  chosen: 'Chosen',
  leaving: 'Left the chart.',
  notExported: 'The figure could not be made. Make it smaller, or save it as SVG.',
  summary: {
    nothing: (name: string): string => `${name}: no points yet.`,
    estimate: (name: string, value: string, flatSince: string | null): string =>
      flatSince === null ? `${name}: ${value}.` : `${name}: ${value}, flat since ${flatSince}.`,
    span: (name: string, low: string, high: string, last: string, at: string): string =>
      low === high ? `${name}: ${low} throughout.` : `${name}: between ${low} and ${high}; ${last} at ${at}.`,
    bars: (name: string, bins: number, peak: string): string =>
      `${name}: histogram of ${count(bins)} bins with its peak at ${peak}.`,
    others: (n: number): string => `${n === 1 ? 'One more series is' : `${count(n)} more series are`} shown.`,
    accepted: (label: string, value: string): string => `${label}: ${value}.`,
  },
} as const;
