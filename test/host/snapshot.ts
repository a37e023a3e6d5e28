import type { FakeComp } from './fakeAfterEffects/comp.js';
import { FakeFolder, FakeFootage, type FakeItem } from './fakeAfterEffects/items.js';
import type { FakeLayer } from './fakeAfterEffects/layer.js';
import { FakeProperty, interpolation, type Ease } from './fakeAfterEffects/property.js';
import { FakeGroup } from './fakeAfterEffects/propertyGroup.js';
import type { FakeWorld } from './fakeAfterEffects/world.js';

/** An ease is to be seen on a Bezier key alone. */
const easeState = (type: number, ease?: Ease): unknown => (type === interpolation.BEZIER && ease ? { speed: ease.speed, influence: ease.influence } : null);

function propertyState(property: FakeProperty): unknown {
  const keys = property._keys.map(({ time, value, inType, outType, inEase, outEase }) => ({ time, value: typeof value === 'object' && 'comment' in value ? { comment: value.comment, parameters: value.getParameters() } : value, inType, outType, inEase: easeState(inType, inEase), outEase: easeState(outType, outEase) }));
  return { name: property.name, keys, value: property._value, layer: property._layer?.name ?? '', stage: property._stage, expression: property.expression, on: property.expressionEnabled };
}

function groupState(group: FakeGroup): unknown {
  return { name: group.name, matchName: group.matchName, enabled: group.enabled, maskMode: group.maskMode, properties: (group._children as FakeProperty[]).map(propertyState) };
}

function layerState(layer: FakeLayer): unknown {
  const { name, label, comment, enabled, solo, guideLayer, audioEnabled, threeDLayer, blendingMode, collapseTransformation, _locked, _start, _in, _out, _stretch, selected } = layer;
  const groups = layer._groups.flatMap((group) => {
    if (group instanceof FakeProperty) return [propertyState(group)];
    return group instanceof FakeGroup ? [groupState(group)] : group._effects.map(groupState);
  });
  return {
    name, label, comment, enabled, solo, guideLayer, audioEnabled, threeDLayer, blendingMode, collapseTransformation, _locked, _start, _in, _out, _stretch, selected, groups,
    source: layer._source?.name, parent: layer._parent?.name ?? '', matte: [layer._matte.layer?.name ?? '', layer._matte.type], remap: layer._timeRemap ? propertyState(layer._timeRemap) : null,
  };
}

function itemState(item: FakeItem): unknown {
  const { name, comment, label, typeName } = item;
  const footage = item instanceof FakeFootage ? { file: item.file?.fsName ?? '', rate: item.mainSource.conformFrameRate, loop: item.mainSource.loop } : {};
  const comp = typeName === 'Composition' ? { size: [item.width, item.height, item.pixelAspect], layers: (item as FakeComp)._layers.map(layerState) } : {};
  return { name, comment, label, typeName, folder: item._parent?.name ?? '', isFolder: item instanceof FakeFolder, ...footage, ...comp };
}

/** Everything an editor could find in a project, as plain data: two equal snapshots are one and the same project to them. */
export function snapshot(world: FakeWorld): unknown {
  return { items: world._items.map(itemState), queue: world.renderItems.map(({ comp, status, timeSpanStart }) => ({ comp: comp.name, status, timeSpanStart })) };
}
