import type { HostCapabilities } from '#contracts/hostCapabilities';
import type { SelectionReport } from '#contracts/hostProtocol';
import type { AudibleLayer, LayerCaution, LayerSelection, ProxyReason } from '#contracts/layerSelection';
import { activeComposition, troubleWith } from './targetLayer.js';

function filePathOf(source: AVItem | null): string {
  var main = source ? ((source as FootageItem).mainSource as FileSource | undefined) : undefined;
  return main && main.file ? main.file.fsName : '';
}

function countIn(layer: Layer, group: string): number {
  var parade = layer.property(group) as PropertyGroup | null;
  return parade ? parade.numProperties : 0;
}

function cautionsOf(layer: Layer): LayerCaution[] {
  var cautions: LayerCaution[] = [];
  if (countIn(layer, 'ADBE Effect Parade') > 0) cautions.push('effects');
  if (countIn(layer, 'ADBE Mask Parade') > 0) cautions.push('masks');
  return cautions;
}

/** A composition has layers and no file. */
function proxyReasonsOf(source: AVItem | null): ProxyReason[] {
  return source && typeof (source as CompItem).layers !== 'undefined' ? ['composition'] : [];
}

/** What only footage has; a camera or a light has none of it. */
function sourceFacts(layer: AVLayer): Pick<LayerSelection, 'isStill' | 'loops' | 'sourceFrameRate' | 'sourceDuration' | 'width' | 'height' | 'pixelAspect' | 'hasAudio'> {
  var source = layer.source as AVItem | null | undefined;
  var main = source ? (source as FootageItem).mainSource : undefined;
  return {
    isStill: main ? main.isStill : false,
    loops: main ? main.loop : 1,
    sourceFrameRate: source ? source.frameRate : 0,
    sourceDuration: source ? source.duration : 0,
    width: source ? source.width : 0,
    height: source ? source.height : 0,
    pixelAspect: source ? source.pixelAspect : 1,
    hasAudio: layer.hasAudio === true
  };
}

function describeLayer(comp: CompItem, layer: AVLayer): LayerSelection {
  var facts = sourceFacts(layer);
  var source = (layer.source as AVItem | null | undefined) || null;
  var trouble = troubleWith(layer);
  return {
    compositionId: comp.id,
    compositionName: comp.name,
    frameDuration: comp.frameDuration,
    layerId: layer.id,
    layerName: layer.name,
    startTime: layer.startTime,
    inPoint: layer.inPoint,
    outPoint: layer.outPoint,
    stretch: layer.stretch,
    timeRemapped: layer.timeRemapEnabled === true,
    isStill: facts.isStill,
    loops: facts.loops,
    sourcePath: filePathOf(source),
    sourceFrameRate: facts.sourceFrameRate,
    sourceDuration: facts.sourceDuration,
    width: facts.width,
    height: facts.height,
    pixelAspect: facts.pixelAspect,
    hasAudio: facts.hasAudio,
    proxyReasons: proxyReasonsOf(source),
    cautions: cautionsOf(layer),
    trouble: trouble ? (trouble.code as LayerSelection['trouble']) : undefined
  };
}

function audibleLayers(comp: CompItem): AudibleLayer[] {
  var found: AudibleLayer[] = [];
  for (var i = 1; i <= comp.numLayers; i++) {
    var layer = comp.layer(i) as AVLayer;
    if (layer.hasAudio !== true || layer.audioEnabled !== true) continue;
    found.push({ layerId: layer.id, layerName: layer.name, sourcePath: filePathOf(layer.source), startTime: layer.startTime, stretch: layer.stretch });
  }
  return found;
}

function capabilities(): HostCapabilities {
  var version = parseFloat(app.version);
  return {
    host: 'aftereffects',
    version: app.version,
    bitsPerChannel: app.project.bitsPerChannel as 8 | 16 | 32,
    workingSpace: app.project.workingSpace,
    expressionEngine: app.project.expressionEngine as HostCapabilities['expressionEngine'],
    freeTrackMattes: version >= 23,
    layerInputStage: version >= 26.5
  };
}

/** Everything selected, with what stands in the way of each layer; no selection is an empty list, not a failure. */
export function describeSelection(): SelectionReport {
  var comp = activeComposition();
  var layers: LayerSelection[] = [];
  for (var i = 0; i < comp.selectedLayers.length; i++) layers.push(describeLayer(comp, comp.selectedLayers[i] as AVLayer));
  return {
    capabilities: capabilities(),
    layers: layers,
    audible: audibleLayers(comp),
    compositionName: comp.name,
    projectPath: app.project.file ? app.project.file.fsName : ''
  };
}
