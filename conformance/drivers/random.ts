/** Random numbers that a seed settles: mulberry32 (Tommy Ettinger, public domain), seeded through FNV-1a. */

const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return h >>> 0;
};

/** Numbers from 0 up to, not including, `below`: the same for the same seed. */
export const randomOf = (seed: string): ((below: number) => number) => {
  let a = hash(seed);
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};
