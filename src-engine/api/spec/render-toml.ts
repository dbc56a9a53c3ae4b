/**
 * A spec as TOML: every key that applies, in the order of the schema, one spelling per value. Two equal specs have equal texts.
 * With comments each key is preceded by what it means: that is how `plaquette new` writes. Comments never change the spec.
 * Proof: test/property/run-spec.test.ts (text and back, and the text is a fixed point).
 */

import { unwrap } from '../../base/result.ts';
import { explainKey, factLine } from './explain.ts';
import { formatValue } from './format-value.ts';
import type { RunSpec } from './run-spec.ts';
import { schemaKeys } from './schema.ts';
import { type Keys, toKebab } from './schema-node.ts';
import { joinPath } from './schema-walk.ts';

export interface RenderOptions {
  readonly comments: boolean;
  /** Lines of text to begin the file with, as comments. */
  readonly heading?: readonly string[];
}

type Plain = Readonly<Record<string, unknown>>;

/** The text that is hashed and kept with a run. */
export const canonicalToml = (spec: RunSpec): string => renderSpecToml(spec, { comments: false });

export const renderSpecToml = (spec: RunSpec, options: RenderOptions): string => {
  const heading = (options.heading ?? []).flatMap((line) => comment(line));
  const explained = options.comments ? new Set<string>() : undefined;
  const lines = table(spec as unknown as Plain, schemaKeys, '', explained);
  return `${[...heading, ...(heading.length > 0 ? [''] : []), ...lines]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
};

/** Meanings that stand in the file already; undefined for a file without comments. */
type Explained = Set<string> | undefined;

const table = (value: Plain, keys: Keys, path: string, explained: Explained): string[] =>
  Object.entries(keys).flatMap(([name, node]) => {
    const inner = value[name];
    const key = toKebab(name);
    const full = joinPath(path, key);
    if (node.kind === 'section') {
      if (inner !== undefined) return section(`[${full}]`, inner as Plain, node.keys, full, explained);
      return explained !== undefined && node.presence === 'optional' ? offered(`[${full}]`, full) : [];
    }
    if (inner === undefined) return [];
    if (node.kind === 'list') {
      const items = inner as readonly Plain[];
      if (items.length === 0) return explained !== undefined ? offered(`[[${full}]]`, full) : [];
      return items.flatMap((item) => section(`[[${full}]]`, item, node.keys, full, explained));
    }
    const about = keyComment(full, explained);
    return [...about, `${key} = ${formatValue(node, inner)}`, ...(about.length > 0 ? [''] : [])];
  });

const section = (header: string, value: Plain, keys: Keys, path: string, explained: Explained): string[] => {
  // a header is only needed where keys of its own follow (never for [measure])
  const holdsLeaves = Object.values(keys).some((node) => node.kind !== 'section');
  const about = sectionComment(path, explained);
  return ['', ...about, ...(holdsLeaves ? [header] : []), ...table(value, keys, path, explained)];
};

/** What a key means, where it is met first; the meaning, not the path, decides, so that `every` is explained once. */
const isNews = (meaning: string, explained: Explained): boolean => {
  if (explained === undefined || explained.has(meaning)) return false;
  explained.add(meaning);
  return true;
};

const keyComment = (path: string, explained: Explained): string[] => {
  const doc = unwrap(explainKey(path));
  if (!isNews(doc.meaning, explained)) return [];
  const choices = Object.entries(doc.choices ?? {}).map(
    ([choice, meaning]) => `  ${JSON.stringify(choice)}: ${meaning}`,
  );
  return [
    ...comment(`${doc.title}. ${doc.meaning}`),
    ...comment(`(${factLine(doc)})`),
    ...choices.flatMap((line) => comment(line, '      ')),
  ];
};

const sectionComment = (path: string, explained: Explained): string[] => {
  const doc = unwrap(explainKey(path));
  return isNews(doc.meaning, explained) ? comment(`${doc.title}. ${doc.meaning}`) : [];
};

/** An optional section that is switched off, or a list without items, so that people see that it is there. */
const offered = (header: string, path: string): string[] => {
  const { title, meaning } = unwrap(explainKey(path));
  const lead = path.startsWith('measure.') ? 'Not measured' : `${title}: none`;
  return ['', ...comment(`${lead}; write ${header} for this: ${meaning}`)];
};

const width = 98;

/** Text as comment lines, broken between words; `hanging` indents the lines after the first. */
const comment = (text: string, hanging = ''): string[] => {
  const lines: string[] = [];
  let line = /^ */.exec(text)![0];
  for (const word of text.trim().split(' ')) {
    const longer = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
    if (longer.length > width && line.trim() !== '') {
      lines.push(line);
      line = `${hanging}${word}`;
    } else line = longer;
  }
  return [...lines, line].map((one) => (one === '' ? '#' : `# ${one}`));
};
