import { describe, expect, test } from 'vitest';
import { renderTemplate, templates } from '../../../../../src-engine/api/template/templates.ts';
import { parseToml } from '../../../../../src-main/spec/parse-toml.ts';
import { setValue, type Table } from '../../../../../src-renderer/screen/new-run/document-edit.ts';
import { patchToml } from '../../../../../src-renderer/screen/new-run/patch-toml.ts';

const read = (toml: string): Table => {
  const document = parseToml(toml);
  if (!document.ok) throw new Error(document.error.message);
  return document.value as Table;
};

describe.each(templates.map((template) => [template.name, renderTemplate(template)]))('%s', (_, toml) => {
  const before = read(toml);

  test.each([
    ['action.beta', 6.25],
    ['name', 'a "new" name # not a comment'],
    ['lattice.dims', [4, 4, 4, 8]],
    ['phase[1].updates', 77],
    ['phase[1].update[1].algorithm', 'metropolis'],
    ['run.threads', 3],
  ] as const)('%s changes alone, and every comment stays', (path, value) => {
    const after = setValue(before, path, value as never);
    const patched = patchToml(toml, before, after)!;
    expect(read(patched)).toEqual(after);
    const comments = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('#'));
    expect(comments(patched)).toEqual(comments(toml));
  });
});

const text = `# mine
seed = 1 # keep
[lattice]
  dims = [4, 4] # small
[[phase]]
updates = 5
[[phase.update]]
algorithm = "hmc"
[[phase.update]]
algorithm = "heat-bath"
[[phase]]
updates = 6
[[phase.update]]
algorithm = "metropolis"
`;
const document = read(text);
const patched = (path: string, value: never): string | null =>
  patchToml(text, document, setValue(document, path, value));

test('items of lists are told apart', () => {
  const after = setValue(document, 'phase[2].update[1].algorithm', 'hmc');
  expect(read(patchToml(text, document, after)!)).toEqual(after);
  const second = setValue(document, 'phase[1].update[2].sweeps', 3);
  expect(read(patchToml(text, document, second)!)).toEqual(second);
});

test('indents and comments behind values stay', () => {
  expect(patched('seed', 2 as never)).toContain('seed = 2 # keep');
  expect(patched('lattice.dims', [8, 8] as never)).toContain('  dims = [8, 8] # small');
});

test('a key is added to its table, and taken from it', () => {
  const after = setValue(document, 'lattice.group', 'SU(3)');
  expect(read(patchToml(text, document, after)!)).toEqual(after);
  expect(read(patchToml(text, document, setValue(document, 'phase[1].updates', undefined))!)).toEqual(
    setValue(document, 'phase[1].updates', undefined),
  );
});

test('what comes or goes as a whole is not patched', () => {
  expect(patched('measure.flow', {} as never)).toBeNull();
  expect(patched('phase[2]', undefined as never)).toBeNull();
  expect(
    patchToml('lattice = { dims = [4, 4] }', read('lattice = { dims = [4, 4] }'), {
      lattice: { dims: [8, 8] },
    }),
  ).toBeNull();
});
