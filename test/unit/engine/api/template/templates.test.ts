import { describe, expect, it } from 'vitest';
import { estimateMemoryBytes } from '../../../../../src-engine/api/spec/memory.ts';
import { canonicalToml } from '../../../../../src-engine/api/spec/render-toml.ts';
import {
  findTemplate,
  renderTemplate,
  templateSpec,
  templates,
} from '../../../../../src-engine/api/template/templates.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { parseSpec } from '../../../../../src-main/spec/parse-spec.ts';
import { specHash } from '../../../../../src-main/spec/spec-hash.ts';
import { noLoops } from '../../../../support/spec-documents.ts';

/** I_n(x) by its power series; x is small here. */
const bessel = (n: number, x: number): number => {
  let term = 1;
  for (let k = 1; k <= Math.abs(n); k++) term *= x / 2 / k;
  let sum = term;
  for (let k = 1; k < 60; k++) sum += term *= (x * x) / 4 / (k * (k + Math.abs(n)));
  return sum;
};

/** Hashes of canonical texts as they were before quarks came: new keys must leave specs without them as they are. */
const older: readonly [string, string][] = [
  ['quick-start', 'efa067f30b95d899b49a66329f8b3c0b18c1d2814d1577391c2fad8185159637'],
  ['su3-quenched-hmc', 'be740535a1ae4a7124caff66f1f3f1d24b03a9c6537d8379768907270dc8815e'],
  ['su3-quenched-heat-bath', 'a9c7205e81068e861b646c9017a21eb2e4fe8f0e0f3c621f4b50316608add4fc'],
  ['su2-quenched-hmc', 'fa48e9d00544bb9de4725f53ac96a6dfa3d9c70c14bbc8e0ab01c1baea84318b'],
  ['su2-quenched-heat-bath', '557afacb4805712af6c324a3cbd9815748e9a1390e73957cfc143d0229d055a6'],
  ['u1-2d-hmc', 'fdcdb9552d8543c6cedab67883abdab2d3f89b0c695300c3957f82e2e5c258c1'],
  ['u1-2d-heat-bath', '2bd2f470628f5bb20a42d2747f6b97b0afaedca3af718cfefb50adfb8672d437'],
  ['su3-symanzik-hmc', 'a10b8abff12a1f0d4a9536b437d78e6de11e22824815052e9d74f4926f8efe21'],
  ['su3-flow-scale', 'daf767184359ac09ad373ca429716d45b0d5a7c4e18c3c73ff708fe8c08dba7e'],
];

describe('templates', () => {
  it.each(templates)('$name reads, and its file with comments is the same spec', (template) => {
    const spec = templateSpec(template);
    expect(unwrap(parseSpec(renderTemplate(template), noLoops))).toEqual(spec);
    expect(unwrap(parseSpec(canonicalToml(spec), noLoops))).toEqual(spec);
    expect(estimateMemoryBytes(spec)).toBeLessThan(2 ** 30);
  });

  it.each(templates)('$name says what is seen and what is accepted', (template) => {
    expect(template.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(template.description).toMatch(/^[^\n]{150,}\.$/);
    expect(template.references.length).toBeGreaterThan(0);
    for (const reference of template.references) {
      expect(reference.error).toBeGreaterThanOrEqual(0);
      expect(reference.source.length).toBeGreaterThan(20);
    }
  });

  it.each(older)('%s is the spec that runs of earlier versions were made with', (name, hash) => {
    expect(specHash(templateSpec(unwrap(findTemplate(name))))).toBe(hash);
  });

  it('have names of their own', () => {
    expect(new Set(templates.map((template) => template.name)).size).toBe(templates.length);
  });

  it('are found by name, or nearly', () => {
    expect(unwrap(findTemplate('quick-start')).title).toBe('SU(3) quick start');
    expect(findTemplate('quickstart')).toMatchObject({
      error: { code: 'usage.wrong', remedy: expect.stringContaining('Did you mean quick-start?') },
    });
  });

  it('quote the exact plaquette and charge of two-dimensional U(1)', () => {
    const [beta, volume] = [2, 256];
    const { references } = unwrap(findTemplate('u1-2d-hmc'));
    const orders = Array.from({ length: 21 }, (_, i) => i - 10);
    const scale = bessel(0, beta);
    const z = orders.reduce((sum, n) => sum + (bessel(n, beta) / scale) ** volume, 0);
    const plaquette =
      orders.reduce(
        (sum, n) =>
          sum +
          (bessel(n, beta) / scale) ** (volume - 1) *
            ((bessel(n - 1, beta) + bessel(n + 1, beta)) / 2 / scale),
        0,
      ) / z;
    expect(references[0]!.value).toBeCloseTo(plaquette, 9);
    // log Z(theta) by quadrature of f(k) = int dphi / 2 pi exp(beta cos phi) cos(k phi), and its second difference
    const nodes = Array.from({ length: 20_001 }, (_, i) => -Math.PI + (2 * Math.PI * i) / 20_000);
    const f = (k: number): number =>
      nodes.reduce(
        (sum, phi, i) =>
          sum + (i === 0 || i === 20_000 ? 0.5 : 1) * Math.exp(beta * Math.cos(phi)) * Math.cos(k * phi),
        0,
      ) / 20_000;
    const logZ = (theta: number): number =>
      Math.log(
        orders.slice(5, 16).reduce((sum, n) => sum + (f(n + theta / (2 * Math.PI)) / scale) ** volume, 0),
      );
    const h = 0.02;
    const second = (step: number): number => -(logZ(step) - 2 * logZ(0) + logZ(-step)) / step ** 2;
    // Richardson extrapolation removes the leading error of the difference
    expect((4 * second(h / 2) - second(h)) / 3).toBeCloseTo(references[1]!.value, 5);
  });
});
