/** What `inspect` measured, as lines of a table; what it could not tell is left out. Test: test/unit/renderer/screen/configuration/fact-rows.test.ts. */
import type { ConfigurationFacts } from '../../../src-main/contract/index.ts';
import { configurationText } from '../../text/configuration.ts';

export interface FactRow {
  readonly name: string;
  readonly value: string;
}

const DIGITS = 10;

export const factRows = ({ inspection }: Pick<ConfigurationFacts, 'inspection'>): readonly FactRow[] => {
  const { fact } = configurationText;
  const number = (value: number | null): string | null => (value === null ? null : value.toPrecision(DIGITS));
  const tiny = (value: number | null): string | null => (value === null ? null : value.toExponential(1));
  const rows: readonly (readonly [string, string | null])[] = [
    [fact.format, inspection.format],
    [fact.size, inspection.dims?.join(' × ') ?? null],
    [fact.group, inspection.group],
    [fact.precision, inspection.precision],
    [fact.endianness, inspection.endianness],
    [fact.rows, inspection.rows === null ? null : String(inspection.rows)],
    [fact.boundary, inspection.content === 'gauge' ? inspection.boundary : null],
    [fact.plaquette, number(inspection.plaquette)],
    [fact.stored, number(inspection.storedPlaquette)],
    [fact.spatial, number(inspection.spatialPlaquette)],
    [fact.temporal, number(inspection.temporalPlaquette)],
    [fact.linkTrace, number(inspection.linkTrace)],
    [fact.storedLinkTrace, number(inspection.storedLinkTrace)],
    [fact.unitarity, tiny(inspection.unitarityDeviation)],
    [fact.determinant, tiny(inspection.determinantDeviation)],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
};
