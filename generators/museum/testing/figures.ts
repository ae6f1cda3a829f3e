/** What the searches of the exhibits count. Written by `npm run pins`; a change needs a reason. */

/** States of both sides, how often the promise had something to say without the bug, and lengths of runs with it. */
export interface Figures {
  readonly off: { readonly states: number; readonly shortest: number };
  readonly on: { readonly states: number; readonly reached: number };
  /** Length of the shortest run that follows the report. */
  readonly run: number;
}

/** The figures of each exhibit. */
export const figures: Readonly<Record<string, Figures>> = {
  'kubernetes-106361': { off: { states: 160434, shortest: 27 }, on: { states: 1644, reached: 1280 }, run: 27 },
  'kubernetes-102761': { off: { states: 5079, shortest: 25 }, on: { states: 5023, reached: 34 }, run: 25 },
  'kubernetes-26043': { off: { states: 960, shortest: 15 }, on: { states: 356, reached: 2 }, run: 15 },
  'kubernetes-141255': { off: { states: 16815, shortest: 27 }, on: { states: 16815, reached: 9337 }, run: 27 },
  'kubernetes-137710': { off: { states: 8137, shortest: 46 }, on: { states: 8121, reached: 50 }, run: 47 },
  'kubernetes-118321': { off: { states: 4723, shortest: 31 }, on: { states: 4663, reached: 2428 }, run: 31 },
  'kubernetes-137146': { off: { states: 2105, shortest: 35 }, on: { states: 1967, reached: 110 }, run: 35 },
  'podman-15631': { off: { states: 105, shortest: 25 }, on: { states: 83, reached: 4 }, run: 25 },
  'kubernetes-92613': { off: { states: 669, shortest: 24 }, on: { states: 623, reached: 14 }, run: 24 },
  'istio-11130': { off: { states: 79, shortest: 21 }, on: { states: 79, reached: 4 }, run: 21 },
  'kubernetes-125880': { off: { states: 457, shortest: 26 }, on: { states: 589, reached: 20 }, run: 26 },
  'istio-7136': { off: { states: 59, shortest: 5 }, on: { states: 55, reached: 3 }, run: 6 },
  'kubernetes-106884': { off: { states: 10835, shortest: 40 }, on: { states: 4381, reached: 12 }, run: 40 },
  'kubernetes-88613': { off: { states: 4126, shortest: 24 }, on: { states: 1657, reached: 155 }, run: 24 },
  'kubernetes-58711': { off: { states: 1074, shortest: 29 }, on: { states: 699, reached: 87 }, run: 30 },
  'kubernetes-52902': { off: { states: 891, shortest: 24 }, on: { states: 343, reached: 12 }, run: 24 },
  'kubernetes-123980': { off: { states: 2179, shortest: 25 }, on: { states: 1505, reached: 36 }, run: 25 },
  'kubernetes-105523': { off: { states: 92920, shortest: 53 }, on: { states: 45655, reached: 600 }, run: 53 },
  'kubernetes-website-37223': { off: { states: 100, shortest: 5 }, on: { states: 54, reached: 7 }, run: 5 },
  'kubernetes-109414': { off: { states: 8194, shortest: 27 }, on: { states: 8342, reached: 592 }, run: 48 },
  'kubernetes-100277': { off: { states: 557, shortest: 27 }, on: { states: 517, reached: 4 }, run: 30 },
  'kubernetes-133770': { off: { states: 447, shortest: 25 }, on: { states: 431, reached: 48 }, run: 25 },
  'kubernetes-110309': { off: { states: 502, shortest: 24 }, on: { states: 502, reached: 80 }, run: 27 },
  'kubernetes-140881': { off: { states: 502, shortest: 24 }, on: { states: 502, reached: 80 }, run: 27 },
  'kubernetes-115817': { off: { states: 52, shortest: 7 }, on: { states: 55, reached: 14 }, run: 7 },
  'kubernetes-8768': { off: { states: 66, shortest: 6 }, on: { states: 65, reached: 24 }, run: 6 },
  'kubernetes-127339': { off: { states: 450, shortest: 6 }, on: { states: 355, reached: 142 }, run: 6 },
  'kubernetes-83916': { off: { states: 291, shortest: 8 }, on: { states: 249, reached: 39 }, run: 8 },
  'containerd-cri-1098': { off: { states: 2837, shortest: 26 }, on: { states: 2867, reached: 30 }, run: 26 },
  'kubernetes-31219': { off: { states: 338, shortest: 27 }, on: { states: 320, reached: 18 }, run: 27 },
  'kubernetes-52817': { off: { states: 1247, shortest: 25 }, on: { states: 887, reached: 90 }, run: 26 },
  'kubernetes-113979': { off: { states: 4039, shortest: 27 }, on: { states: 3511, reached: 480 }, run: 27 },
  'kubernetes-28160': { off: { states: 1010, shortest: 25 }, on: { states: 772, reached: 129 }, run: 25 },
  'kubernetes-102344': { off: { states: 490, shortest: 25 }, on: { states: 386, reached: 12 }, run: 25 },
  'kubernetes-106710': { off: { states: 935, shortest: 30 }, on: { states: 779, reached: 90 }, run: 31 },
  'kubernetes-120671': { off: { states: 9327, shortest: 40 }, on: { states: 4229, reached: 958 }, run: 40 },
  'k9s-2819': { off: { states: 9327, shortest: 40 }, on: { states: 3957, reached: 890 }, run: 40 },
  'kubernetes-59848': { off: { states: 30428, shortest: 45 }, on: { states: 21609, reached: 3890 }, run: 56 },
};
