/** Dead-code elimination on the statements of a kernel. Test: test/unit/engine/kernel, test/property/kernel.test.ts. */
import type { Node, Site, Statement } from './graph.ts';

/** Drops everything that no store and no reduction needs. */
export const liveStatements = (statements: readonly Statement[]): Statement[] => {
  const live = new Set<Node>();
  const sites = new Set<Site>();
  const needSite = (site: Site | undefined): void => {
    for (let s = site; s && !sites.has(s); s = s.parent) sites.add(s);
  };
  const kept: Statement[] = [];
  for (let i = statements.length - 1; i >= 0; i--) {
    const s = statements[i]!;
    if (s.kind === 'pass') {
      if (kept.length > 0) kept.push(s);
    } else if (s.kind === 'store' || s.kind === 'reduce') {
      live.add(s.value);
      kept.push(s);
    } else if (s.kind === 'node') {
      if (!live.has(s.node)) continue;
      for (const a of s.node.args) live.add(a);
      needSite(s.node.site);
      kept.push(s);
    } else if (s.kind === 'move') {
      const outs = s.outs.filter((n) => live.has(n));
      if (outs.length === 0) continue;
      for (const n of outs) live.add(n.args[0]!);
      needSite(s.from);
      needSite(s.to);
      kept.push({ ...s, outs });
    } else if (sites.has(s.site)) kept.push(s);
  }
  return kept.reverse();
};
