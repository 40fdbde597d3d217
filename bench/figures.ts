/** One thing that was measured, and what stands beside it. */
export interface Figure {
  what: string;
  measured: string;
  /** The same run's figure for the least that is possible, or of doing it bare. */
  baseline: string;
  ratio: number;
  /** "≤ 1.05" */
  goal?: string;
}

/** @returns a small table, line by line */
export function table(figures: readonly Figure[]): string[] {
  const rows = [
    ['', 'measured', 'baseline', 'ratio', 'goal'],
    ...figures.map(({ what, measured, baseline, ratio, goal = '' }) => [
      what,
      measured,
      baseline,
      ratio.toFixed(3),
      goal,
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

/** @returns the value below which the share of all values lies: 0.5 for the median. NaN of none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
