/**
 * The record behind a tracer: nodes, statements and sites in the order they came, each value only once.
 */
import { invariant } from '../base/invariant.ts';
import type { Kind, Node, Op, Site, Statement } from './graph.ts';

/** Node numbers stay below this, so that keys of known values are exact doubles. */
const SPAN = 2 ** 17;

export class Recorder {
  readonly name: string;
  readonly dimensions: number;
  readonly here: Site;
  readonly nodes: Node[] = [];
  readonly statements: Statement[] = [];
  readonly sites: Site[] = [];
  private readonly siteByKey = new Map<string, Site>();
  private readonly known = new Map<Op, Map<number, Node>>();
  private readonly constants = new Map<number, Node>();

  constructor(name: string, dimensions: number) {
    this.name = name;
    this.dimensions = dimensions;
    this.here = { id: 0, displacement: new Array<number>(dimensions).fill(0), parent: undefined, hop: -1 };
    this.sites.push(this.here);
    this.siteByKey.set(this.here.displacement.join(), this.here);
  }

  /** The neighbour of `from`, one hop in direction `mu`, forward (1) or backward (-1). */
  hop(from: Site, mu: number, sign: number): Site {
    const displacement = from.displacement.slice();
    displacement[mu] = displacement[mu]! + sign;
    const key = displacement.join();
    const seen = this.siteByKey.get(key);
    if (seen) return seen;
    const hop = sign > 0 ? mu : mu + this.dimensions;
    const site: Site = { id: this.sites.length, displacement, parent: from, hop };
    this.sites.push(site);
    this.siteByKey.set(key, site);
    this.statements.push({ kind: 'site', site });
    return site;
  }

  /** Begins a loop of its own: forgets all values and sites but `here`. */
  pass(): void {
    this.known.clear();
    this.siteByKey.clear();
    this.siteByKey.set(this.here.displacement.join(), this.here);
    this.statements.push({ kind: 'pass' });
  }

  /** The site in whose frame these values meet. */
  frame(nodes: readonly Node[]): Site {
    let site: Site | undefined;
    for (const n of nodes) {
      if (n.uniform) continue;
      invariant(
        site === undefined || site === n.site,
        `${this.name}: values of two frames meet without a move`,
      );
      site = n.site;
    }
    return site ?? this.here;
  }

  /** The value of an operation on values of one frame. */
  operation(op: Op, args: readonly Node[], kind: Kind = 'real'): Node {
    return this.make(op, kind, args, this.frame(args));
  }

  /** The value of an operation whose two arguments may be exchanged. */
  commuting(op: Op, a: Node, b: Node, kind: Kind = 'real'): Node {
    return this.operation(op, a.id <= b.id ? [a, b] : [b, a], kind);
  }

  /** A value that has no arguments. */
  leaf(op: Op, kind: Kind, imm = 0): Node {
    return this.make(op, kind, [], this.here, imm);
  }

  load(field: number, site: Site, component: number): Node {
    return this.make('load', 'real', [], site, component, field);
  }

  /** A number known while tracing; it is no statement. */
  constant(value: number): Node {
    const seen = this.constants.get(value);
    if (seen) return seen;
    const node = this.append('const', 'real', [], this.here, true, value, -1);
    this.constants.set(value, node);
    return node;
  }

  /** `values` seen from `to`; those that are not known there yet become one statement for each frame they come from. */
  move(values: readonly Node[], to: Site): Node[] {
    const groups = new Map<Site, Node[]>();
    const out = values.map((v) => {
      if (v.site === to || v.uniform) return v;
      const key = v.id * SPAN + to.id;
      const table = this.table('move');
      const seen = table.get(key);
      if (seen) return seen;
      const node = this.append('move', 'real', [v], to, false, 0, -1);
      table.set(key, node);
      const group = groups.get(v.site);
      if (group) group.push(node);
      else groups.set(v.site, [node]);
      return node;
    });
    for (const [from, outs] of groups) this.statements.push({ kind: 'move', from, to, outs });
    return out;
  }

  private table(op: Op): Map<number, Node> {
    let table = this.known.get(op);
    if (!table) {
      table = new Map();
      this.known.set(op, table);
    }
    return table;
  }

  private append(
    op: Op,
    kind: Kind,
    args: readonly Node[],
    site: Site,
    uniform: boolean,
    imm: number,
    field: number,
  ): Node {
    const node: Node = { id: this.nodes.length, op, kind, args, site, uniform, imm, field };
    invariant(node.id < SPAN, `${this.name} has more than ${SPAN} operations`);
    this.nodes.push(node);
    return node;
  }

  private make(op: Op, kind: Kind, args: readonly Node[], site: Site, imm = 0, field = -1): Node {
    const key =
      op === 'load'
        ? (site.id * 64 + field) * SPAN + imm
        : args.length === 0
          ? imm
          : (args[0]!.id * SPAN + (args[1]?.id ?? 0)) * SPAN + (args[2]?.id ?? 0);
    const table = this.table(op);
    const seen = table.get(key);
    if (seen) return seen;
    const uniform = op !== 'load' && op !== 'siteIndex' && args.every((a) => a.uniform);
    const node = this.append(op, kind, args, site, uniform, imm, field);
    table.set(key, node);
    this.statements.push({ kind: 'node', node });
    return node;
  }
}
