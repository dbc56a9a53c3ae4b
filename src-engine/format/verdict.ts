/** The one sentence that answers: what is this file, and can I trust it? Test: test/golden/format-configs.test.ts. */
import type { FormatName } from './gauge-file.ts';
import type { Inspection } from './inspection.ts';

const TITLES: Readonly<Record<FormatName, string>> = {
  ildg: 'ILDG',
  scidac: 'SciDAC',
  'lime-payload': 'LIME, links only',
  nersc: 'NERSC archive',
  'milc-v5': 'MILC version 5',
  'milc-v4': 'MILC version 4 or older',
  openqcd: 'openQCD',
  text: 'text',
};

const BOUNDARIES: Readonly<Partial<Record<Inspection['boundary'], string>>> = {
  'antiperiodic-links': ', antiperiodic in time',
  open: ', open in time',
  'sf-like': ', fixed boundary in time',
};

const evidence = ({ checksums, storedPlaquette }: Omit<Inspection, 'verdict'>): string => {
  const said: string[] = [];
  if (checksums.length > 0) said.push('its checksums agree');
  if (storedPlaquette !== null) said.push('its stored plaquette agrees');
  said.push('its links are in the group');
  const last = said.pop();
  const text = said.length === 0 ? `${last}` : `${said.join(', ')} and ${last}`;
  return checksums.length === 0 ? `${text}, though it has no checksum` : text;
};

export const verdictOf = (report: Omit<Inspection, 'verdict'>): string => {
  const errors = report.problems.filter(({ severity }) => severity === 'error');
  const first = errors[0];
  if (report.content === 'other') return first?.message ?? 'This is not a gauge configuration.';
  if (report.content === 'scalar') {
    const field = `a real scalar field on ${report.dims?.join(' x ')} (${TITLES[report.format]}, ${report.precision})`;
    if (first !== undefined) return `Problem in ${field}: ${first.message}`;
    return `Intact: ${field}; ${report.checksums.length === 0 ? 'it has no checksum' : 'its checksums agree'}.`;
  }
  const order = report.endianness === 'text' ? '' : `, ${report.endianness}-endian`;
  const what = `${report.group} gauge configuration on ${report.dims?.join(' x ')} (${TITLES[report.format]}${order}, ${report.precision}${BOUNDARIES[report.boundary] ?? ''})`;
  if (first === undefined) return `Intact: an ${what}; ${evidence(report)}.`.replace('an U(', 'a U(');
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  return `Problem in an ${what}: ${first.message}${more}`.replace('an U(', 'a U(');
};
