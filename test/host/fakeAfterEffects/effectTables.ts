/** Effects as listed in host-facts section 1: parameter suffix, type, default and range in the order of their indexes. */
export type ParameterType = 'number' | 'popup' | 'checkbox' | 'angle' | 'layer' | 'point' | 'colour' | 'group';

export interface ParameterRow {
  readonly suffix: string;
  readonly name: string;
  readonly type: ParameterType;
  readonly value: number | readonly number[];
  readonly low: number;
  readonly high: number;
  readonly canVary: boolean;
}

const row = (suffix: string, name: string, type: ParameterType, value: number | readonly number[] = 0, low = -Infinity, high = Infinity, canVary = true): ParameterRow => ({ suffix, name, type, value, low, high, canVary });
const number = (suffix: string, name: string, value: number, low: number, high: number, canVary = true): ParameterRow => row(suffix, name, 'number', value, low, high, canVary);
const popup = (suffix: string, name: string, value: number, high: number): ParameterRow => row(suffix, name, 'popup', value, 1, high);
const checkbox = (suffix: string, name: string, value: number): ParameterRow => row(suffix, name, 'checkbox', value, 0, 1);
const group = (suffix: string, name = ''): ParameterRow => row(suffix, name, 'group');

/** Five numbers of Levels: black, white, gamma, out black, out white. */
const levelsBlock = (from: number, canVary: boolean): ParameterRow[] => {
  const suffix = (offset: number): string => String(from + offset).padStart(4, '0');
  return [
    number(suffix(0), 'Input Black', 0, -10000, 10000, canVary),
    number(suffix(1), 'Input White', 1, -10000, 10000, canVary),
    number(suffix(2), 'Gamma', 1, 0, 5, canVary),
    number(suffix(3), 'Output Black', 0, -10000, 10000, canVary),
    number(suffix(4), 'Output White', 1, -10000, 10000, canVary),
  ];
};

export const effectTables: Readonly<Record<string, { readonly name: string; readonly parameters: readonly ParameterRow[] }>> = {
  'ADBE Slider Control': { name: 'Slider Control', parameters: [number('0001', 'Slider', 0, -1000000, 1000000)] },
  'ADBE Checkbox Control': { name: 'Checkbox Control', parameters: [checkbox('0001', 'Checkbox', 0)] },
  'ADBE Camera Lens Blur': {
    name: 'Camera Lens Blur',
    parameters: [
      number('0001', 'Blur Radius', 5, 0, 500), group('0002', 'Iris Properties'), popup('0003', 'Shape', 4, 10), number('0004', 'Roundness', 0, 0, 100),
      number('0005', 'Aspect Ratio', 1, 0.01, 100), row('0006', 'Rotation', 'angle'), number('0007', 'Diffraction Fringe', 100, 0, 500), group('0008'),
      group('0009', 'Blur Map'), row('0010', 'Layer', 'layer'), popup('0011', 'Channel', 1, 5), popup('0012', 'Placement', 1, 2),
      number('0013', 'Blur Focal Distance', 0, 0, 1), checkbox('0014', 'Invert Blur Map', 0), group('0015'), group('0016', 'Highlight'),
      number('0017', 'Gain', 0, 0, 100), number('0018', 'Threshold', 0.8, 0, 1), number('0019', 'Saturation', 0, 0, 100), group('0020'),
      checkbox('0021', 'Edge Behavior', 1), checkbox('0022', 'Use Linear Working Space', 1),
    ],
  },
  'ADBE Displacement Map': {
    name: 'Displacement Map',
    parameters: [
      row('0001', 'Displacement Map Layer', 'layer', 1), popup('0002', 'Use For Horizontal Displacement', 1, 11), number('0003', 'Max Horizontal Displacement', 5, -32000, 32000),
      popup('0004', 'Use For Vertical Displacement', 2, 11), number('0005', 'Max Vertical Displacement', 5, -32000, 32000), popup('0006', 'Displacement Map Behavior', 1, 3),
      checkbox('0007', 'Edge Behavior', 0), checkbox('0008', 'Expand Output', 1),
    ],
  },
  'ADBE Geometry2': {
    name: 'Transform',
    parameters: [
      row('0001', 'Anchor Point', 'point', [32, 32]), row('0002', 'Position', 'point', [32, 32]), checkbox('0011', 'Uniform Scale', 1), number('0003', 'Scale Height', 100, -30000, 30000),
      number('0004', 'Scale Width', 100, -30000, 30000), number('0005', 'Skew', 0, -85, 85), row('0006', 'Skew Axis', 'angle'), row('0007', 'Rotation', 'angle'), number('0008', 'Opacity', 100, 0, 100),
      checkbox('0009', "Use Composition's Shutter Angle", 1), number('0010', 'Shutter Angle', 0, 0, 360), popup('0012', 'Sampling', 1, 2),
    ],
  },
  'ADBE Exposure2': {
    name: 'Exposure',
    parameters: [popup('0001', 'Channels', 1, 2), group('0002', 'Master'), number('0003', 'Exposure', 0, -100, 100), number('0004', 'Offset', 0, -2, 2), number('0005', 'Gamma Correction', 1, 0.1, 10), group('0006'), checkbox('0022', 'Bypass Linear Light Conversion', 0)],
  },
  'ADBE Pro Levels2': {
    name: 'Levels (Individual Controls)',
    parameters: [row('0001', 'Channel', 'popup', 1, 1, 5, false), row('0002', 'Histogram', 'group', 0, 0, 0, false), group('0003', 'RGB'), ...levelsBlock(4, true), group('0009'), group('0010', 'Red'), ...levelsBlock(11, true), group('0016')],
  },
  'ADBE Easy Levels2': {
    name: 'Levels',
    parameters: [row('0001', 'Channel', 'popup', 1, 1, 5, false), row('0002', 'Histogram', 'group'), ...levelsBlock(3, false), popup('0008', 'Clip To Output Black', 3, 3), popup('0009', 'Clip To Output White', 3, 3)],
  },
  'ADBE Extract': {
    name: 'Extract',
    parameters: [group('0001', 'Histogram'), popup('0002', 'Channel', 1, 5), number('0003', 'Black Point', 0, 0, 255), number('0004', 'White Point', 255, 0, 255), number('0005', 'Black Softness', 0, 0, 255), number('0006', 'White Softness', 0, 0, 255), checkbox('0007', 'Invert', 0)],
  },
  'ADBE Optics Compensation': { name: 'Optics Compensation', parameters: [number('0001', 'Field Of View', 0, 0, 179.99), checkbox('0002', 'Reverse Lens Distortion', 0)] },
  'ADBE Compound Blur': { name: 'Compound Blur', parameters: [row('0001', 'Blur Layer', 'layer', 1), number('0002', 'Maximum Blur', 20, 0, 4000)] },
  'ADBE Tint': { name: 'Tint', parameters: [row('0001', 'Map Black To', 'colour', [0, 0, 0, 1]), row('0002', 'Map White To', 'colour', [1, 1, 1, 1]), number('0003', 'Amount to Tint', 100, 0, 100)] },
};
