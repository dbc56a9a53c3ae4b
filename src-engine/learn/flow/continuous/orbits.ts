/**
 * Orbits of displacements on a periodic lattice under reflections of every direction and exchanges of directions of equal extent: kernels that are
 * constant on orbits commute with the hypercubic group (D4 on a square). Each displacement is represented once, by coordinates in (-L/2, L/2].
 * The first orbit is zero displacement; an orbit contains the opposite of each of its members.
 * Proved by test/unit/engine/learn/flow/continuous.test.ts.
 */
export type Displacement = readonly number[];

export const displacementOrbits = (dims: readonly number[]): readonly (readonly Displacement[])[] => {
  const orbits = new Map<string, Displacement[]>();
  const sites = dims.reduce((p, n) => p * n, 1);
  for (let site = 0; site < sites; site++) {
    let rest = site;
    const displacement = dims.map((n) => {
      const x = rest % n;
      rest = Math.floor(rest / n);
      return x > n / 2 ? x - n : x;
    });
    const key = [...new Set(dims)]
      .map((extent) =>
        displacement
          .filter((_, mu) => dims[mu] === extent)
          .map(Math.abs)
          .sort((a, b) => a - b)
          .join(),
      )
      .join(';');
    const orbit = orbits.get(key);
    if (orbit) orbit.push(displacement);
    else orbits.set(key, [displacement]);
  }
  return [...orbits.values()];
};
