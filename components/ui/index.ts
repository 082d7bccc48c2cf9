export { Button, type ButtonProps } from './button';
export { bytesText } from './bytes';
export { Controls } from './controls';
export { Progress, type ProgressProps } from './progress';
export { Segmented, type SegmentedProps } from './segmented';
export { Select, type SelectProps } from './select';
export { Slider, type SliderProps } from './slider';
export { Toggle, type ToggleProps } from './toggle';
