export { BarChart, type Bar, type BarChartProps } from './bar-chart';
export { ChartFrame, type ChartFrameProps } from './chart-frame';
export { DataTable } from './data-table';
export { figureText, formatFigure, percent } from './format';
export { LineChart, type LineChartProps } from './line-chart';
export { ProvenanceChip, type ProvenanceChipProps } from './provenance-chip';
export { Readout, type ReadoutProps, Readouts } from './readout';
export type { ChartTable } from './table';
