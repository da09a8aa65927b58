import { init } from 'echarts';

/** What one app process takes for so many sessions. */
export interface Cost {
  readonly sessions: number;
  /** After a collection. */
  readonly memoryMb: number;
  /** Of one core, while nobody talks. */
  readonly cpuPercent: number;
  /** Medians above what the contact centre takes by itself. */
  readonly toAgentMs: number;
  readonly toVisitorMs: number;
}

const DIAGRAMS: ReadonlyArray<readonly [title: string, cost: Exclude<keyof Cost, 'sessions'>]> = [
  ['Memory (MB)', 'memoryMb'],
  ['Idle CPU (% of a core)', 'cpuPercent'],
  ['Visitor to agent, p50 (ms)', 'toAgentMs'],
  ['Agent to visitor, p50 (ms)', 'toVisitorMs'],
];
const WIDTH = 880;
const HEIGHT = 600;
const COLUMNS = 2;
const [COLUMN_WIDTH, ROW_HEIGHT] = [WIDTH / COLUMNS, 280];

/** Draws how each cost grows with the number of sessions, a line per provider; answers an SVG document. */
export function drawGrowth(costs: ReadonlyMap<string, readonly Cost[]>): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const places = DIAGRAMS.map((_, index) => ({
    left: 60 + (index % COLUMNS) * COLUMN_WIDTH,
    top: 50 + Math.floor(index / COLUMNS) * ROW_HEIGHT,
  }));
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    legend: { bottom: 0 },
    title: DIAGRAMS.map(([text], index) => ({
      text,
      left: (places[index]?.left ?? 0) - 20,
      top: (places[index]?.top ?? 0) - 40,
      textStyle: { fontSize: 14 },
    })),
    grid: places.map((place) => ({ ...place, width: COLUMN_WIDTH - 110, height: ROW_HEIGHT - 100 })),
    xAxis: DIAGRAMS.map((_, gridIndex) => ({ gridIndex, name: 'sessions', nameLocation: 'middle', nameGap: 25 })),
    yAxis: DIAGRAMS.map((_, gridIndex) => ({ gridIndex, min: 0 })),
    series: DIAGRAMS.flatMap(([, cost], index) =>
      [...costs].map(([name, points]) => ({
        type: 'line' as const,
        name,
        xAxisIndex: index,
        yAxisIndex: index,
        data: points.map((point) => [point.sessions, point[cost]]),
      })),
    ),
  });
  const drawing = chart.renderToSVGString();
  // Its clock would keep the process from ending.
  chart.dispose();
  return drawing;
}
