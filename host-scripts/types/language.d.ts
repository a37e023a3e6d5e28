/**
 * What the host typings lack. Without these, contract types that use them would quietly become `any`
 * under `skipLibCheck`; test/host/typings.test.ts holds a program that must not compile.
 */
interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  slice(start?: number, end?: number): T[];
  join(separator?: string): string;
  concat(...items: (T | ReadonlyArray<T>)[]): T[];
}
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends string | number> = { [P in Exclude<keyof T, K>]: T[P] };
/** Members of After Effects 26.5 that the typings (26.0) do not have. */
interface LayerStageProperty {
  setInputLayerAndStage?(layerIndex: number, stage: number): void;
}
