import { expect, test } from 'vitest';
import type { Precision } from '../../../../src-engine/kernel/graph.ts';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { philox, philoxWords, type Words2, type Words4 } from '../../../../src-engine/random/philox.ts';
import { freshName, newDevice } from '../../../support/kernel-lab.ts';

interface KnownAnswer {
  readonly key: Words2<number>;
  readonly counter: Words4<number>;
  readonly words: Words4<number>;
}

/** From the known-answer file of Random123 (philox4x32, 10 rounds). */
const KNOWN: readonly KnownAnswer[] = [
  { key: [0, 0], counter: [0, 0, 0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  {
    key: [0xffffffff, 0xffffffff],
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    key: [0xa4093822, 0x299f31d0],
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

test('plain Philox gives the published words', () => {
  for (const { key, counter, words } of KNOWN) expect(philoxWords(key, counter)).toEqual(words);
});

/** The four words of a compiled kernel, read back through `unit`: its leading bits are the word's. */
const compiledWords = (precision: Precision, { key, counter }: KnownAnswer): number[] => {
  const lattice = new Lattice(newDevice(), [4, 4], precision);
  const out = lattice.field(4);
  lattice.kernel(freshName(), (k) => {
    const [k0, k1, c0, c1, c2, c3] = Array.from({ length: 6 }, () => k.uparam()) as [
      ReturnType<typeof k.uparam>,
      ReturnType<typeof k.uparam>,
      ReturnType<typeof k.uparam>,
      ReturnType<typeof k.uparam>,
      ReturnType<typeof k.uparam>,
      ReturnType<typeof k.uparam>,
    ];
    const field = k.field('out', 4);
    philox(k, [k0, k1], [c0, c1, c2, c3]).forEach((w, i) => k.store(field, i, k.unit(w, k.uint(0))));
  })([out], { uparams: [...key, ...counter] });
  const bits = precision === 'f64' ? 32 : 23;
  const values = lattice.read(out);
  for (let i = 4; i < values.length; i++) expect(values[i]).toBe(values[i % 4]);
  return Array.from(values.subarray(0, 4), (u) => Math.floor(u * 2 ** bits));
};

test.each(['f64', 'f32'] as const)('compiled Philox gives the published words in %s', (precision) => {
  const shift = precision === 'f64' ? 0 : 9;
  for (const answer of KNOWN) {
    expect(compiledWords(precision, answer)).toEqual(answer.words.map((w) => w >>> shift));
  }
});
