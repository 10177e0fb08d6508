/** The straight line that lies nearest to points (least squares). */
export interface Line {
  readonly start: number;
  readonly slope: number;
}

export function lineThrough(points: readonly (readonly [x: number, y: number])[]): Line {
  const { length } = points;
  const mean = (pick: 0 | 1): number => points.reduce((sum, point) => sum + point[pick], 0) / Math.max(1, length);
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  const slope = spread === 0 ? 0 : points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread;
  return { start: y - slope * x, slope };
}

/** How much higher the line is at the last point than at the first. */
export function riseOf(points: readonly (readonly [x: number, y: number])[]): number {
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined ? 0 : lineThrough(points).slope * (last[0] - first[0]);
}

/** The value that so great a share of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
