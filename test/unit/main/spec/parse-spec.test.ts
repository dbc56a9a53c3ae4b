import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalToml } from '../../../../src-engine/api/spec/render-toml.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { parseSpec } from '../../../../src-main/spec/parse-spec.ts';
import { specHash } from '../../../../src-main/spec/spec-hash.ts';
import { noLoops } from '../../../support/spec-documents.ts';

const text = `
version = 1
seed = 7
lattice = { group = "SU(2)", dims = [4, 4] }
# a comment for people
[action]
beta = 2
[[phase]]
updates = 5
[[phase.update]]
algorithm = "heat-bath"
`;

describe('a spec from text', () => {
  it('is complete', () => {
    const spec = unwrap(parseSpec(text, noLoops));
    expect(spec).toMatchObject({ seed: 7, lattice: { dims: [4, 4] }, action: { preset: 'wilson', beta: 2 } });
  });

  it('does not depend on comments, order, line ends or a byte-order mark', () => {
    const spec = unwrap(parseSpec(text, noLoops));
    const reordered = `seed = 7\nversion = 1\n${text.split('\n').slice(3).join('\r\n')}`;
    expect(unwrap(parseSpec(`\uFEFF${reordered}`, noLoops))).toEqual(spec);
    expect(unwrap(parseSpec(text.replaceAll(/#.*/g, ''), noLoops))).toEqual(spec);
  });

  it.each([
    ['version = 1\nseed 7', 2],
    ['version = 1\nversion = 1', 2],
    ['a = [1, 2', 1],
    ['\n\nname = "x', 3],
    ['a = 1979-05-27T99:00:00Z', 1],
  ])('%j is not TOML, and the line is named', (broken, line) => {
    const result = parseSpec(broken, noLoops);
    expect(result).toMatchObject({ ok: false, error: { code: 'spec.syntax', detail: { line } } });
    expect(result.ok || result.error.message).toMatch(new RegExp(`^Line ${line}, column \\d+: [^\\n]*$`));
  });

  it('refuses a seed that a double cannot hold, without rounding it', () => {
    const result = parseSpec(text.replace('seed = 7', 'seed = 18446744073709551615'), noLoops);
    expect(result).toMatchObject({
      error: { code: 'spec.outOfRange', message: expect.stringContaining('18446744073709551615') },
    });
  });

  it('refuses a date where text belongs', () => {
    expect(parseSpec(`name = 2026-01-01\n${text}`, noLoops)).toMatchObject({
      error: { code: 'spec.wrongType', message: 'name must be text in quotes, but is a date or time.' },
    });
  });

  it('is bounded in size and depth', () => {
    expect(parseSpec(`# ${'x'.repeat(1 << 20)}`, noLoops)).toMatchObject({
      error: { code: 'spec.tooLarge' },
    });
    expect(parseSpec(`a = ${'['.repeat(100_000)}`, noLoops)).toMatchObject({
      error: { code: 'spec.syntax' },
    });
    expect(parseSpec(`${'a.'.repeat(100_000)}b = 1`, noLoops)).toMatchObject({
      error: { code: 'spec.unknownKey' },
    });
  });
});

describe('the hash of a spec', () => {
  const spec = unwrap(parseSpec(text, noLoops));

  it('is SHA-256 of the canonical text', () => {
    expect(specHash(spec)).toBe(
      createHash('sha256')
        .update(new TextEncoder().encode(canonicalToml(spec)))
        .digest('hex'),
    );
  });

  it('never changes for a given spec: finished runs are found by it', () => {
    expect(canonicalToml(spec)).toMatchInlineSnapshot(`
      "version = 1
      name = "untitled"
      seed = 7

      [lattice]
      dims = [4, 4]
      group = "SU(2)"
      twist = {}

      [action]
      preset = "wilson"
      beta = 2.0

      [start]
      kind = "cold"

      [[phase]]
      name = "production"
      updates = 5

      [[phase.update]]
      algorithm = "heat-bath"
      sweeps = 1

      [run]
      thermalisation = "auto"
      budget = "none"
      checkpoint-every = 0
      checkpoint-interval = "10m"
      save-every = 0
      threads = 0
      reproducible = false

      [alarm]
      unitarity = 1e-10
      stall-factor = 20.0
      "
    `);
    expect(specHash(spec)).toMatchInlineSnapshot(
      `"a9843809a2c8cd942af349a69b07a13a7425e23b4e8f163164aaf9cd259cda87"`,
    );
  });

  it('changes with every value', () => {
    const other = unwrap(parseSpec(text.replace('seed = 7', 'seed = 8'), noLoops));
    expect(specHash(other)).not.toBe(specHash(spec));
  });
});
