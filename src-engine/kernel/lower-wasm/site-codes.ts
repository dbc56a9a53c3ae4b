/**
 * Where the sites of a kernel lie: index, sub-lattice edges crossed and field addresses of `here` and of every shifted site, computed once
 * for each site of the loop.
 */
import type { Graph, Site } from '../graph.ts';
import type { CodeBuffer } from './code-buffer.ts';
import { CONTEXT } from './context.ts';
import type { Target } from './lowered-kernel.ts';
import { type LaneWidth, laneWidth, V128 } from './opcodes.ts';
import { BEGIN, CTX } from './parameters.ts';

interface SiteCode {
  /** Symbol of the site's index, of its wrap bits, and of its address in each field. */
  readonly index: number;
  readonly wrap: number | undefined;
  readonly addresses: Map<number, number>;
}

export class SiteCodes {
  /** Symbol of the mask of active lanes, in loops over lists. */
  active = -1;
  private readonly code: CodeBuffer;
  private readonly graph: Graph;
  private readonly target: Target;
  private readonly width: LaneWidth;
  private readonly sites = new Map<Site, SiteCode>();
  private readonly bases: number[] = [];
  private neighbours = 0;

  constructor(code: CodeBuffer, graph: Graph, target: Target) {
    this.code = code;
    this.graph = graph;
    this.target = target;
    this.width = laneWidth(target.precision);
  }

  get here(): SiteCode {
    return this.sites.get(this.graph.sites[0]!)!;
  }

  /** Reads the addresses of tables and fields from the context block; once, before any loop. */
  loadPointers(): void {
    const c = this.code;
    const pointer = (offset: number): number => {
      const symbol = c.symbol('i32', true);
      c.byte(0x20, CTX);
      c.loadI32(offset);
      c.set(symbol);
      return symbol;
    };
    this.neighbours = pointer(CONTEXT.neighbours);
    this.graph.fields.forEach((_, f) => this.bases.push(pointer(CONTEXT.fields + 4 * f)));
  }

  /** Index of `here`, and the mask of its active lanes in list loops. */
  enter(): void {
    const c = this.code;
    const index = c.symbol('i32');
    if (this.target.domain === 'all') {
      c.byte(0x20, BEGIN);
      c.set(index);
    } else {
      const entry = c.symbol('i32');
      c.byte(0x20, CTX);
      this.code.loadI32(CONTEXT.list);
      c.byte(0x20, BEGIN, 0x41, 2, 0x74, 0x6a);
      this.code.loadI32(0);
      c.tee(entry);
      c.i32(this.width.lanes);
      c.byte(0x76);
      c.set(index);
      if (this.target.domain === 'list') this.readMask(entry);
    }
    this.sites.clear();
    this.sites.set(this.graph.sites[0]!, { index, wrap: undefined, addresses: new Map() });
  }

  private readMask(entry: number): void {
    const c = this.code;
    this.active = c.symbol('v128');
    c.byte(0x20, CTX);
    this.code.loadI32(CONTEXT.masks);
    c.get(entry);
    c.i32((1 << this.width.lanes) - 1);
    c.byte(0x71, 0x41, 4, 0x74, 0x6a);
    this.code.memory(V128.load, 4, 0);
    c.set(this.active);
  }

  /** Index and wrap bits of a neighbour, from its parent's. */
  add(site: Site): void {
    const c = this.code;
    const d = this.graph.dimensions;
    const bits = this.target.splitDimensions.length;
    const parent = this.sites.get(site.parent!)!;
    const crosses = this.target.splitDimensions.includes(site.hop % d);
    const index = c.symbol('i32');
    c.get(this.neighbours);
    c.get(parent.index);
    c.i32(8 * d);
    c.byte(0x6c, 0x6a);
    this.code.loadI32(4 * site.hop);
    let wrap = parent.wrap;
    if (bits > 0) {
      const entry = c.symbol('i32');
      c.tee(entry);
      c.i32(bits);
      c.byte(0x76);
      c.set(index);
      if (crosses) {
        wrap = c.symbol('i32');
        c.get(entry);
        c.i32((1 << bits) - 1);
        c.byte(0x71);
        if (parent.wrap !== undefined) {
          c.get(parent.wrap);
          c.byte(0x73);
        }
        c.set(wrap);
      }
    } else c.set(index);
    this.sites.set(site, { index, wrap, addresses: new Map() });
  }

  /** Adds a site and those on the way to it, where they are not there yet. */
  reach(site: Site): void {
    if (this.sites.has(site)) return;
    this.reach(site.parent!);
    this.add(site);
  }

  /** Address of `field` at `site`, computed once. */
  address(site: Site, field: number): number {
    const at = this.sites.get(site)!;
    const seen = at.addresses.get(field);
    if (seen !== undefined) return seen;
    const c = this.code;
    const symbol = c.symbol('i32');
    c.get(this.bases[field]!);
    c.get(at.index);
    c.i32(this.graph.fields[field]!.components * 16);
    c.byte(0x6c, 0x6a);
    c.set(symbol);
    at.addresses.set(field, symbol);
    return symbol;
  }

  /** Code for the lanes that cross the edge of a sub-lattice between two frames, one test for each split dimension that they differ in. */
  whereCrossing(from: Site, to: Site, permute: (pattern: readonly number[]) => void): void {
    const c = this.code;
    const a = this.sites.get(from)!;
    const b = this.sites.get(to)!;
    this.target.splitDimensions.forEach((dimension, bit) => {
      if (from.displacement[dimension] === to.displacement[dimension]) return;
      const wraps = [a.wrap, b.wrap].filter((w) => w !== undefined);
      c.get(wraps[0]!);
      if (wraps.length === 2) {
        c.get(wraps[1]!);
        c.byte(0x73);
      }
      c.i32(1 << bit);
      c.byte(0x71, 0x04, 0x40);
      const flip = this.width.bytes << bit;
      permute(Array.from({ length: 16 }, (_, i) => i ^ flip));
      c.byte(0x0b);
    });
  }
}
