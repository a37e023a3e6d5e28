import { readTag } from './tags.js';

/**
 * First-party effects that leave every pixel in its place: colour, channels, blur, grain, keys, mattes, controls, sound. Any other effect
 * may move pixels, so depth made from the file would not lie under them.
 */
var inPlace =
  '|ADBE AutoColor|ADBE AutoContrast|ADBE AutoLevels|ADBE Black&White|ADBE Brightness & Contrast 2|ADBE Broadcast Colors|CS Color Neutralizer' +
  '|CC Color Offset|CS Kernel|CC Toner|ADBE Change Color|ADBE Change To Color|ADBE CHANNEL MIXER|ADBE Color Balance 2|ADBE Color Balance (HLS)' +
  '|ADBE Color Link|ADBE Deflicker|APC Colorama|ADBE CurvesCustom|ADBE Equalize|ADBE Exposure2|ADBE Gamma/Pedestal/Gain2|ADBE HUE SATURATION' +
  '|ADBE Leave Color|ADBE Easy Levels2|ADBE Pro Levels2|ADBE Lumetri|ADBE PhotoFilterPS|ADBE SelectiveColor|ADBE ShadowHighlight|ADBE Tint' +
  '|ADBE Tritone|ADBE Vibrance|ADBE Invert|ADBE Shift Channels|ADBE Set Matte3|ADBE Remove Color Matting|ADBE Threshold2|ADBE Glo2|ADBE Fill' +
  '|ADBE Bilateral|ADBE Camera Lens Blur|ADBE Compound Blur|ADBE Gaussian Blur|ADBE Gaussian Blur 2|ADBE Box Blur2|ADBE Motion Blur|ADBE Sharpen' +
  '|ADBE Smart Blur|ADBE Unsharp Mask2|ADBE CameraShakeDeblur|ADBE Median|ADBE Dust & Scratches|ADBE Noise|ADBE Noise HLS2|ADBE Noise HLS Auto2' +
  '|ADBE Noise Alpha2|VISINF Grain Implant|VISINF Grain Duplication|VISINF Grain Removal|ADBE Spill2|ADBE Color Difference Key|ADBE Color Range' +
  '|ADBE Extract|ADBE ATG Extract|ADBE KeyCleaner|Keylight 906|ADBE Linear Color Key2|ADBE Luma Key|ADBE Color Key|ADBE Matte Choker' +
  '|ADBE RefineRBMatte|ADBE RefineMatte2|ADBE Simple Choker|ADBE Slider Control|ADBE Angle Control|ADBE Checkbox Control|ADBE Color Control' +
  '|ADBE Layer Control|ADBE Point Control|ADBE Point3D Control|ADBE Dropdown Control|';

/** Those of ours that move pixels. Only these are asked for a tag: the panel looks every second, and an effect may have hundreds of properties. */
var oursMoving = '|ADBE Displacement Map|ADBE Geometry2|';

/** Effects of ours carry a tag in one of their expressions. */
export function isOurEffect(effect: PropertyGroup): boolean {
  for (var i = 1; i <= effect.numProperties; i++) {
    var property = effect.property(i) as Property;
    if (property.canSetExpression && readTag(property.expression)) return true;
  }
  return false;
}

function movesPixels(effect: PropertyGroup): boolean {
  if (effect.enabled === false || effect.matchName.indexOf('ADBE Aud') === 0) return false;
  var name = '|' + effect.matchName + '|';
  if (inPlace.indexOf(name) >= 0) return false;
  return oursMoving.indexOf(name) < 0 || !isOurEffect(effect);
}

/** Whether the layer has an effect, switched on and not ours, after which a pixel may be somewhere else. */
export function hasMovingEffects(layer: Layer): boolean {
  var parade = layer.property('ADBE Effect Parade') as PropertyGroup | null;
  for (var i = 1; parade && i <= parade.numProperties; i++) if (movesPixels(parade.property(i) as PropertyGroup)) return true;
  return false;
}
