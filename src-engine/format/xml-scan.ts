/**
 * Leaf elements of small XML records, by local name: all that ILDG and SciDAC headers need.
 * One pass, no recursion, no attributes, no entities beyond the five predefined ones and character numbers.
 * Broken markup is read as far as it makes sense and reported.
 * Test: test/unit/engine/format/xml-scan.test.ts.
 */

export interface XmlLeaves {
  /** First text of every element without child elements, by name without prefix. */
  readonly leaves: ReadonlyMap<string, string>;
  /** Name of the outermost element; undefined when there is no markup at all. */
  readonly root: string | undefined;
  /** What is wrong with the markup; undefined when it is well formed as far as seen. */
  readonly fault: string | undefined;
}

interface OpenElement {
  readonly name: string;
  readonly textFrom: number;
  isLeaf: boolean;
}

const MAX_DEPTH = 64;
const MAX_LEAVES = 1024;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? all;
    const point = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (c) => `&${Object.keys(NAMED).find((key) => NAMED[key] === c)};`);

/** Index of the '>' that ends the tag starting at `from`, and whether a quote was left open before the next '<'. */
const endOfTag = (text: string, from: number): { readonly end: number; readonly unquoted: boolean } => {
  let quote = '';
  for (let i = from + 1; i < text.length; i++) {
    const c = text[i]!;
    if (c === '<') break;
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return { end: i, unquoted: false };
  }
  const first = text.indexOf('>', from);
  const next = text.indexOf('<', from + 1);
  return { end: first >= 0 && (next < 0 || first < next) ? first : -1, unquoted: quote !== '' };
};

/** What ends the markup at `from` that is no element: comment, processing instruction, CDATA, declaration. */
const closerOf = (text: string, from: number): string | undefined => {
  if (text.startsWith('<!--', from)) return '-->';
  if (text.startsWith('<?', from)) return '?>';
  if (text.startsWith('<![CDATA[', from)) return ']]>';
  if (!text.startsWith('<!', from)) return undefined;
  const bracket = text.indexOf('[', from);
  return bracket >= 0 && bracket < text.indexOf('>', from) ? ']>' : '>';
};

export const scanXml = (text: string): XmlLeaves => {
  const leaves = new Map<string, string>();
  const open: OpenElement[] = [];
  let root: string | undefined;
  let fault: string | undefined;
  let at = text.indexOf('<');
  while (at >= 0 && leaves.size < MAX_LEAVES) {
    const closer = closerOf(text, at);
    if (closer !== undefined) {
      const end = text.indexOf(closer, at);
      if (end < 0) {
        fault ??= `no ${closer} follows ${text.slice(at, at + 4)}`;
        break;
      }
      at = text.indexOf('<', end);
      continue;
    }
    const { end, unquoted } = endOfTag(text, at);
    if (unquoted)
      fault ??= `a quotation mark is missing in <${text.slice(at + 1, at + 33).split(/[\s>]/)[0]}>`;
    if (end < 0) {
      fault ??= 'a tag is not closed';
      break;
    }
    const closing = text[at + 1] === '/';
    const name = /^<\/?(?:[\w.-]{1,64}:)?([\w.-]{1,64})/.exec(
      text.slice(at, Math.min(end + 1, at + 140)),
    )?.[1];
    if (name !== undefined && closing) {
      const found = open.findLastIndex((element) => element.name === name);
      if (found < 0 || found !== open.length - 1) fault ??= `</${name}> does not close the element before it`;
      const element = open[found];
      if (element !== undefined) {
        if (element.isLeaf && !leaves.has(name))
          leaves.set(name, decodeEntities(text.slice(element.textFrom, at)).trim());
        open.length = found;
      }
    } else if (name !== undefined && text[end - 1] !== '/') {
      root ??= name;
      const parent = open.at(-1);
      if (parent !== undefined) parent.isLeaf = false;
      if (open.length === MAX_DEPTH) {
        fault ??= 'elements are nested too deeply';
        break;
      }
      open.push({ name, textFrom: end + 1, isLeaf: true });
    }
    at = text.indexOf('<', end);
  }
  if (open.length > 0) fault ??= `<${open.at(-1)?.name}> is not closed`;
  return { leaves, root, fault };
};
