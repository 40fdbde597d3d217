/** One thing that was measured, and what stands beside it. */
export interface Figure {
  what: string;
  measured: string;
  /** The same run's figure for the least that is possible, or of doing it bare. */
  baseline: string;
  ratio: number;
  /** Bounds of the ratio. */
  goal?: Goal;
}

export type Goal = { atMost: number } | { atLeast: number };

/** Everything that one measurement found. */
export interface Measured {
  figures: readonly Figure[];
  /** Lines that stand below the table. */
  notes?: readonly string[];
}

/** @returns a small table, line by line */
export function table(figures: readonly Figure[]): string[] {
  const rows = [
    ['', 'measured', 'baseline', 'ratio', 'goal'],
    ...figures.map(({ what, measured, baseline, ratio, goal }) => [
      what,
      measured,
      baseline,
      ratio.toFixed(3),
      goal ? wordsOf(goal) : '',
    ]),
  ];
  const widths = rows[0]?.map((_head, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const wordsOf = (goal: Goal) => ('atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`);

/** @returns whether a figure has a goal and does not reach it; a ratio that is no number reaches none */
export function isMissed({ ratio, goal }: Pick<Figure, 'ratio' | 'goal'>): boolean {
  if (!goal) return false;
  return !('atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast);
}

/** Counts what a platform answered with 429: where its limits are kept, there is none. */
export function refusals(refused: number): Figure {
  return {
    what: 'requests that were answered 429',
    measured: String(refused),
    baseline: '0',
    ratio: refused,
    goal: { atMost: 0 },
  };
}

/** @returns the value below which the share of all values lies: 0.5 for the median. NaN of none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
