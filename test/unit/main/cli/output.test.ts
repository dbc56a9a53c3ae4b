import { describe, expect, it } from 'vitest';
import { fail } from '../../../../src-engine/base/result.ts';
import { exitCode, exitCodeOf, worst } from '../../../../src-main/cli/exit-code.ts';
import { failureLines, jsonText, printLines } from '../../../../src-main/cli/output.ts';

describe('jsonText', () => {
  it('keeps every digit of a number and turns typed arrays into arrays', () => {
    const document = { plaquette: 0.1 + 0.2, edges: Float64Array.of(1 / 3, 2) };
    expect(JSON.parse(jsonText(document))).toEqual({ plaquette: 0.1 + 0.2, edges: [1 / 3, 2] });
  });

  it('writes null for numbers that JSON lacks', () => {
    expect(JSON.parse(jsonText({ a: NaN, b: Infinity, c: Float64Array.of(NaN) }))).toEqual({
      a: null,
      b: null,
      c: [null],
    });
  });
});

describe('failureLines', () => {
  it('says what is wrong and what to do in one line', () => {
    expect(failureLines(fail('usage.wrong', 'It is wrong.', 'Mend it.').error)).toEqual([
      'plaquette: It is wrong. Mend it.',
    ]);
  });

  it('lists every problem that a failure has collected', () => {
    const problems = [
      { message: 'One.', remedy: 'Do this.' },
      { message: 'Two.', remedy: 'Do that.' },
    ];
    const failure = fail('spec.wrongType', 'One. (and 1 more problem)', 'Do this.', { problems }).error;
    expect(failureLines(failure)).toEqual(['plaquette: One. Do this.', 'plaquette: Two. Do that.']);
  });
});

it('prints no control sequences of strangers', () => {
  let written = '';
  const channel = { isTerminal: true, columns: 80, write: (text: string) => (written += text) };
  printLines(channel, ['title \x1b]0;owned\x07', '\u202Eright to left']);
  expect(written).toBe('title \ufffd]0;owned\ufffd\n\ufffdright to left\n');
});

describe('exit codes', () => {
  it('tell a problem in a file from a file that cannot be read', () => {
    expect(exitCodeOf(fail('format.checksumMismatch', 'm', 'r').error)).toBe(exitCode.problem);
    expect(exitCodeOf(fail('format.malformed', 'm', 'r', { problem: 'format.notUnitary' }).error)).toBe(
      exitCode.problem,
    );
    expect(exitCodeOf(fail('format.malformed', 'm', 'r').error)).toBe(exitCode.unusable);
    expect(exitCodeOf(fail('usage.wrong', 'm', 'r').error)).toBe(exitCode.unusable);
  });

  it('give the worst of several', () => {
    expect(worst([])).toBe(0);
    expect(worst([0, 1, 0])).toBe(1);
    expect(worst([1, 2, 0])).toBe(2);
  });
});
