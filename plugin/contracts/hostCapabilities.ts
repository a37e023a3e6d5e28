/** What one running host can do, read by feature test where there is one and by version else. */
export interface HostCapabilities {
  readonly host: 'aftereffects' | 'premiere';
  /** As the host prints it, for example 25.1x68. */
  readonly version: string;
  readonly bitsPerChannel: 8 | 16 | 32;
  /** Name of the colour working space; empty = no colour management. */
  readonly workingSpace: string;
  readonly expressionEngine: 'extendscript' | 'javascript-1.0';
  /** `layer.setTrackMatte` (23.0). */
  readonly freeTrackMattes: boolean;
  /** `property.setInputLayerAndStage` (26.5). */
  readonly layerInputStage: boolean;
}
