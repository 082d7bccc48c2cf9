export { BarChart, type Bar } from './bar-chart';
export { ChartFrame } from './chart-frame';
export { DataTable } from './data-table';
export { figureText, percent } from './format';
export { measureAttributes } from './measure-attributes';
export { day } from './provenance';
export { ProvenanceChip } from './provenance-chip';
export { Readout, Readouts } from './readout';
