/**
 * A loop that reads one word of every cache line which the following sites need. The sites of a list lie apart, so the processor does not
 * see what comes next, and a kernel is too long to have two sites in flight: each line would be waited for. Here nothing waits, so the
 * misses of several sites overlap (measured on 16^4: over-relaxation twice as fast, heat bath 1.6 times; on 8^4 nothing is lost).
 * The words are dropped; WebAssembly keeps the reads, because a read may trap.
 */
import type { Graph, Site } from '../graph.ts';
import type { CodeBuffer } from './code-buffer.ts';
import type { SiteCodes } from './site-codes.ts';

const LINE = 64;
/** Half of a usual second-level cache. */
const CACHE = 512 * 1024;
const DROP = 0x1a;

interface Lines {
  readonly site: Site;
  readonly field: number;
  readonly offsets: Set<number>;
}

const linesOf = (graph: Graph): Lines[] => {
  const found = new Map<string, Lines>();
  for (const s of graph.statements) {
    if (s.kind !== 'node' || s.node.op !== 'load') continue;
    const { site, field, imm } = s.node;
    const key = `${field} ${site.displacement.join()}`;
    const lines = found.get(key) ?? { site, field, offsets: new Set() };
    found.set(key, lines);
    lines.offsets.add(Math.floor((16 * imm) / LINE) * LINE);
  }
  return [...found.values()];
};

/** How many sites to touch at once: what they need stays in the cache until it is used. */
export const touchedSites = (graph: Graph): number => {
  const lines = linesOf(graph).reduce((sum, { offsets }) => sum + offsets.size, 0);
  return Math.max(4, Math.min(64, Math.floor(CACHE / (LINE * Math.max(1, lines)))));
};

/** The body of the loop, after `sites.enter()`. */
export const touch = (graph: Graph, code: CodeBuffer, sites: SiteCodes): void => {
  for (const { site, field, offsets } of linesOf(graph)) {
    sites.reach(site);
    const address = sites.address(site, field);
    for (const offset of [...offsets].sort((a, b) => a - b)) {
      code.get(address);
      code.loadI32(offset);
      code.byte(DROP);
    }
  }
};
