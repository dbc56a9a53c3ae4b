import { expect, test } from 'vitest';
import { suggest } from '../../../../../src-renderer/table/filter/suggest.ts';
import { sample, sampleColumns } from '../sample.ts';

const rows = [
  sample('a', { name: 'low scan', beta: 5 }),
  sample('b', { name: 'low scan', beta: 6 }),
  sample('c', { name: 'quick', beta: 6 }),
];

const at = (marked: string) => {
  const cursor = marked.indexOf('|');
  return suggest(marked.replace('|', ''), cursor, sampleColumns, rows);
};
const applied = (marked: string, option: number): string => {
  const { from, to, options } = at(marked);
  const text = marked.replace('|', '');
  return text.slice(0, from) + options[option]!.insert + text.slice(to);
};

test('an empty place takes any column', () => {
  expect(at('quick |').options.map(({ insert }) => insert)).toEqual(['name:', 'beta>', 'eta>', 'changed>']);
});

test('what begins like the text comes before what holds it somewhere', () => {
  expect(at('be|').options.map(({ label }) => label)).toEqual(['beta>']);
  expect(at('e|').options.map(({ label }) => label)).toEqual(['eta>', 'name:', 'beta>', 'changed>']);
  expect(applied('quick -b|', 0)).toBe('quick -beta>');
});

test('values are those that occur, with their rows, quoted where needed', () => {
  expect(at('name:|').options.map(({ label, count }) => [label, count])).toEqual([
    ['low scan', 2],
    ['quick', 1],
  ]);
  expect(applied('name:lo| beta>5', 0)).toBe('name:"low scan" beta>5');
  expect(applied('name:quick,"lo|', 0)).toBe('name:quick,"low scan"');
});

test('few numbers are offered, many are not', () => {
  expect(at('beta:|').options.map(({ label, count }) => [label, count])).toEqual([
    ['5', 1],
    ['6', 2],
  ]);
  const many = Array.from({ length: 50 }, (_, k) => sample(String(k), { beta: k / 7 }));
  expect(suggest('beta:', 5, sampleColumns, many).options).toEqual([]);
});
