/** A line of values over frames, drawn into a box of 100 × 100 that the page stretches. */
export interface LineGraph {
  readonly title: string;
  /** One value a frame. */
  readonly values: readonly number[];
  /** Value at the top of the box; larger ones are drawn there. */
  readonly top: number;
  /** Levels to mark, each with the class of its line. */
  readonly levels: readonly { readonly at: number; readonly name: string }[];
  /** Which of the frames behind one point is shown: a graph must not hide its worst frame. */
  readonly worst: 'highest' | 'lowest';
}

/** Points of a line at most: about one for each pixel it is shown at. */
const MOST_POINTS = 240;

/** At most `MOST_POINTS` values in order, each the worst of its run of frames. */
export function thinned(values: readonly number[], worst: LineGraph['worst']): number[] {
  const count = Math.min(MOST_POINTS, values.length);
  const pick = worst === 'highest' ? Math.max : Math.min;
  return Array.from({ length: count }, (_, i) => values.slice(Math.floor((i * values.length) / count), Math.floor(((i + 1) * values.length) / count)).reduce((a, b) => pick(a, b)));
}

const printed = (value: number): string => String(Math.round(value * 10) / 10);

/** The graph as an SVG element of its own; texts are escaped by the caller. */
export function lineGraph({ title, values, top, levels, worst }: LineGraph): string {
  const points = thinned(values, worst);
  const down = (value: number): string => printed(100 - 100 * Math.min(1, Math.max(0, value / top)));
  const across = (i: number): string => printed(points.length > 1 ? (100 * i) / (points.length - 1) : 50);
  const marks = levels.map(({ at, name }) => `<path class="${name}" d="M0 ${down(at)}H100"/>`).join('');
  // A single frame is a dot: a line needs two.
  const line = points.length > 1 ? points.map((value, i) => `${across(i)} ${down(value)}`).join('L') : `48 ${down(points[0] ?? 0)}H52`;
  return `<svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="${title}"><title>${title}</title>${marks}<path class="line" d="M${line}"/></svg>`;
}
