import { isOurEffect } from './stillEffects.js';

function neutral(property: Property | null, value: number | [number, number] | [number, number, number]): void {
  if (!property) return;
  property.expression = '';
  for (var i = property.numKeys; i >= 1; i--) property.removeKey(i);
  property.setValue(value as number);
}

/** The picture fills the frame, whatever the editor does with the layer in the composition. */
function centre(layer: AVLayer, width: number, height: number): void {
  layer.parent = null;
  layer.threeDLayer = false;
  var transform = layer.property('ADBE Transform Group') as PropertyGroup;
  var position = transform.property('ADBE Position') as Property;
  if (position.dimensionsSeparated) position.dimensionsSeparated = false;
  neutral(transform.property('ADBE Anchor Point') as Property, [width / 2, height / 2, 0]);
  neutral(position, [width / 2, height / 2, 0]);
  neutral(transform.property('ADBE Scale') as Property, [100, 100, 100]);
  neutral(transform.property('ADBE Rotate Z') as Property, 0);
  neutral(transform.property('ADBE Opacity') as Property, 100);
}

/** The network should see the whole picture: what masks and mattes hide has a depth too. Masks stay as paths, effects may draw along them. */
function uncover(layer: AVLayer): void {
  var masks = layer.property('ADBE Mask Parade') as PropertyGroup | null;
  for (var i = 1; masks && i <= masks.numProperties; i++) (masks.property(i) as MaskPropertyGroup).maskMode = MaskMode.NONE;
  if (!layer.hasTrackMatte) return;
  if (typeof layer.removeTrackMatte === 'function') layer.removeTrackMatte();
  else layer.trackMatteType = TrackMatteType.NO_TRACK_MATTE;
}

function removeOurEffects(layer: AVLayer): void {
  var parade = layer.property('ADBE Effect Parade') as PropertyGroup;
  for (var i = parade.numProperties; i >= 1; i--) if (isOurEffect(parade.property(i) as PropertyGroup)) parade.property(i).remove();
}

/**
 * A copy of the composition in which one layer alone is to be seen, as large as its source: its footage with its effects, at the times
 * at which the composition shows it. The other layers stay, for effects and expressions read them. The caller removes the copy.
 */
export function bareComposition(comp: CompItem, target: AVLayer): CompItem {
  var index = target.index;
  var copy = comp.duplicate();
  try {
    var layer = copy.layer(index) as AVLayer;
    for (var i = 1; i <= copy.numLayers; i++) {
      copy.layer(i).locked = false;
      copy.layer(i).solo = false;
      copy.layer(i).enabled = i === index;
    }
    copy.name = 'Depthbeat render';
    copy.width = layer.source.width;
    copy.height = layer.source.height;
    copy.pixelAspect = layer.source.pixelAspect;
    layer.blendingMode = BlendingMode.NORMAL;
    removeOurEffects(layer);
    uncover(layer);
    centre(layer, copy.width, copy.height);
    return copy;
  } catch (refused) {
    copy.remove();
    throw refused;
  }
}
