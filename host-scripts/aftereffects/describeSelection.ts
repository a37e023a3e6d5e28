import type { HostCapabilities } from '#contracts/hostCapabilities';
import type { SelectionReport } from '#contracts/hostProtocol';
import type { AudibleLayer, LayerCaution, LayerSelection, ProxyReason } from '#contracts/layerSelection';
import { hasMovingEffects } from './stillEffects.js';
import { activeComposition, isComposition, meantLayers, troubleWith } from './targetLayer.js';

function filePathOf(source: AVItem | null): string {
  var main = source ? ((source as FootageItem).mainSource as FileSource | undefined) : undefined;
  return main && main.file ? main.file.fsName : '';
}

function cautionsOf(layer: AVLayer): LayerCaution[] {
  var cautions: LayerCaution[] = [];
  var masks = layer.property('ADBE Mask Parade') as PropertyGroup | null;
  if (masks && masks.numProperties > 0) cautions.push('masks');
  if (layer.hasTrackMatte === true) cautions.push('trackMatte');
  if (isComposition(layer.source) && layer.collapseTransformation === true) cautions.push('collapsed');
  return cautions;
}

function proxyReasonsOf(layer: AVLayer): ProxyReason[] {
  var reasons: ProxyReason[] = [];
  if (isComposition(layer.source)) reasons.push('composition');
  if (hasMovingEffects(layer)) reasons.push('effects');
  return reasons;
}

/** A movie has one file, a still lasts as long as one likes, a sequence is neither. */
function isSequence(source: AVItem | null | undefined): boolean {
  var main = source ? (source as FootageItem).mainSource : undefined;
  return !!main && !main.isStill && /\.(png|jpe?g|tiff?|exr|dpx|cin|tga|bmp|psd|iff|rla|sgi|hdr)$/i.test(filePathOf(source as AVItem));
}

/** What only footage has; a camera or a light has none of it. */
function sourceFacts(layer: AVLayer): Pick<LayerSelection, 'isStill' | 'isSequence' | 'loops' | 'sourceFrameRate' | 'sourceDuration' | 'width' | 'height' | 'pixelAspect' | 'hasAudio'> {
  var source = layer.source as AVItem | null | undefined;
  var main = source ? (source as FootageItem).mainSource : undefined;
  return {
    isStill: main ? main.isStill : false,
    isSequence: isSequence(source),
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
    isSequence: facts.isSequence,
    loops: facts.loops,
    sourcePath: filePathOf(source),
    sourceFrameRate: facts.sourceFrameRate,
    sourceDuration: facts.sourceDuration,
    width: facts.width,
    height: facts.height,
    pixelAspect: facts.pixelAspect,
    hasAudio: facts.hasAudio,
    proxyReasons: proxyReasonsOf(layer),
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
  var meant = meantLayers(comp);
  for (var i = 0; i < meant.length; i++) layers.push(describeLayer(comp, meant[i] as AVLayer));
  return {
    capabilities: capabilities(),
    layers: layers,
    audible: audibleLayers(comp),
    compositionName: comp.name,
    projectPath: app.project.file ? app.project.file.fsName : ''
  };
}
