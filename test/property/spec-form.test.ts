/** The form cannot produce a broken specification: whatever is done in it, every key it leaves is known, has an effect and a right value. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSpec } from '../../src-engine/api/spec/read-spec.ts';
import type { Leaf } from '../../src-engine/api/spec/schema-node.ts';
import { templates } from '../../src-engine/api/template/templates.ts';
import { checkLoops } from '../../src-engine/run/check-loops.ts';
import {
  addItem,
  type Json,
  moveItem,
  removeItem,
  setValue,
  type Table,
} from '../../src-renderer/screen/new-run/document-edit.ts';
import { type FormEntry, fieldsOf, specForm } from '../../src-renderer/screen/new-run/spec-form.ts';
import { starterFor } from '../../src-renderer/screen/new-run/starters.ts';
import { forgetList, type Tidied, tidy } from '../../src-renderer/screen/new-run/tidy.ts';

/** A value that a control of the form can give, drawn by two numbers from 0 to 1. */
const valueFor = (leaf: Leaf, x: number, y: number): Json | undefined => {
  if (x < 0.15 && leaf.default !== undefined) return undefined;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(y * from.length * 0.9999)]!;
  switch (leaf.kind) {
    case 'integer':
    case 'integer-or-word':
      return Math.min(leaf.max, leaf.min + Math.floor(y * 20));
    case 'number':
      return leaf.min + (leaf.max - leaf.min) * Math.max(y, 1e-3);
    case 'duration':
      return pick(['none', '45s', '1h30m', '2d']);
    case 'text':
      return pick(['plaquette: 6.0', 'a name']);
    case 'boolean':
      return y < 0.5;
    case 'choice':
      return pick(Object.keys(leaf.choices));
    case 'choices':
      return [pick(Object.keys(leaf.choices))];
    case 'integers':
    case 'numbers': {
      const length = leaf.minLength + Math.floor(x * (leaf.maxLength - leaf.minLength + 0.999));
      return Array.from({ length }, (_, k) => (leaf.kind === 'integers' ? leaf.min + 2 * k : leaf.min));
    }
    case 'texts':
      return pick<Json>([[], ['a'], ['a', 'b']]);
    case 'fluxes':
      return pick<Json>([{}, { xy: 1 }, { xy: 1, zt: 2 }]);
  }
};

const inside = (entries: readonly FormEntry[]): readonly FormEntry[] =>
  entries.flatMap((entry) => [
    entry,
    ...(entry.kind === 'section' ? inside(entry.entries) : []),
    ...(entry.kind === 'list' ? entry.items.flatMap((item) => inside(item.entries)) : []),
  ]);

interface Act {
  readonly what: 'field' | 'section' | 'list';
  readonly which: number;
  readonly x: number;
  readonly y: number;
}

const at = <T>(from: readonly T[], where: number): T | undefined =>
  from[Math.floor(where * from.length * 0.9999)];

const carryOut = ({ document, shelf }: Tidied, { what, which, x, y }: Act): Tidied => {
  const form = specForm(document);
  if (what === 'field') {
    const field = at(fieldsOf(form), which);
    return field === undefined
      ? { document, shelf }
      : tidy(setValue(document, field.path, valueFor(field.leaf, x, y)), shelf);
  }
  const all = inside(form);
  if (what === 'section') {
    const section = at(
      all.flatMap((entry) => (entry.kind === 'section' && entry.optional ? [entry] : [])),
      which,
    );
    if (section === undefined) return { document, shelf };
    return tidy(setValue(document, section.path, section.on ? undefined : {}), shelf);
  }
  const list = at(
    all.flatMap((entry) => (entry.kind === 'list' ? [entry] : [])),
    which,
  );
  // a training has none
  if (list === undefined) return { document, shelf };
  const count = list.items.length;
  const items = list.items.map(({ value }) => value);
  const changed =
    x < 0.4 || count < (list.node.optional ? 1 : 2)
      ? addItem(document, list.path, starterFor(list.path, items))
      : x < 0.7
        ? removeItem(document, list.path, Math.floor(y * count * 0.9999))
        : moveItem(document, list.path, 0, count - 1);
  return tidy(changed, forgetList(shelf, list.path));
};

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom(
    'field' as const,
    'field' as const,
    'field' as const,
    'section' as const,
    'list' as const,
  ),
  which: unit,
  x: unit,
  y: unit,
});

/** What the form may leave to its user, and says at the key: combinations, and keys that only they can know. */
const leftToTheUser = /^(spec\.conflict|spec\.missingKey|action\.)/;

test('whatever is done in the form, no key is unknown, useless, of a wrong kind or out of its range', () => {
  fc.assert(
    fc.property(fc.constantFrom(...templates), fc.array(act, { maxLength: 12 }), (template, acts) => {
      let state: Tidied = { document: template.document as Table, shelf: new Map() };
      for (const one of acts) state = carryOut(state, one);
      const read = readSpec(state.document, checkLoops);
      const problems = read.ok
        ? []
        : ((read.error.detail?.problems ?? []) as { code: string; message: string }[]);
      expect(problems.filter(({ code }) => !leftToTheUser.test(code))).toEqual([]);
    }),
    { seed: 20261121, numRuns: 400 },
  );
});
