import { describe, expect, it } from 'vitest';
import {
  compareLinkTrace,
  comparePlaquette,
  storedInLog,
  storedNumber,
} from '../../../../src-engine/format/stored-plaquette.ts';

const codes = (text: string, plaquette: number, precision: 'f32' | 'f64' = 'f64') =>
  comparePlaquette(storedNumber(text), plaquette, 3, precision).map(({ code }) => code);

describe('stored plaquette', () => {
  it('reads numbers with the rounding of their digits', () => {
    expect(storedNumber(' 0.994765 ')).toEqual({ value: 0.994765, rounding: 5e-7 });
    expect(storedNumber('5.9e-1')!.rounding).toBeCloseTo(0.005, 12);
    for (const text of [undefined, '', 'x', '1.2.3', 'Infinity', '1e999', '0x10', '1 2'])
      expect(storedNumber(text)).toBeUndefined();
    expect(storedInLog('beta = 3\nplaquette = 0.5\n')).toMatchObject({ value: 0.5 });
    expect(storedInLog(undefined)).toBeUndefined();
  });

  it('accepts what rounding and precision explain, and no more', () => {
    expect(codes('0.994765', 0.994764948814, 'f32')).toEqual([]);
    expect(codes('0.5690557244', 0.5690557244)).toEqual([]);
    expect(codes('0.5690557', 0.56905574)).toEqual([]);
    expect(codes('0.5690557244', 0.5690558)).toEqual(['format.plaquetteMismatch']);
    expect(codes('0.5690557244', 0.5690558, 'f32')).toEqual([]);
    expect(codes('0.5691557244', 0.5690557244, 'f32')).toEqual(['format.plaquetteMismatch']);
  });

  it('recognises the usual other normalisations and names them', () => {
    const p = 0.5690557244;
    const named = (value: number): string =>
      comparePlaquette({ value, rounding: 1e-10 }, p, 3, 'f64')[0]!.message;
    expect(named(3 * p)).toContain('not divided by N');
    expect(named(1 - p)).toContain('1 - Re tr P / N');
    expect(named(3 - 3 * p)).toContain('N - Re tr P');
    expect(named(6 * p)).toContain('six planes');
    expect(codes('0.3', p)).toEqual(['format.plaquetteMismatch']);
    expect(comparePlaquette(undefined, p, 3, 'f64')).toEqual([]);
  });

  it('compares link traces', () => {
    expect(compareLinkTrace(storedNumber('0.4630322094'), 0.46303220983, 3, 'f32')).toEqual([]);
    expect(compareLinkTrace(storedNumber('0.2'), 0.46303220983, 3, 'f32')[0]).toMatchObject({
      code: 'format.linkTraceMismatch',
      severity: 'error',
    });
  });
});
