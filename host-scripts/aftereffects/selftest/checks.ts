import { describeError } from '../../shared/hostFailure.js';

/** What nobody could read up for sure. Each check builds what it needs in `comp`, and says in words what it saw. */
export interface Check {
  name: string;
  run: (comp: CompItem) => string;
}

function effectOn(layer: AVLayer, matchName: string): PropertyGroup {
  var parade = layer.property('ADBE Effect Parade') as PropertyGroup;
  return parade.property(parade.addProperty(matchName).propertyIndex) as PropertyGroup;
}

function solid(comp: CompItem, white: boolean, width: number): AVLayer {
  var level = white ? 1 : 0;
  return comp.layers.addSolid([level, level, level], 'selftest', width, comp.height, 1, comp.duration);
}

/** Red of a pixel of a layer after its effects, read through an expression: there is no other way for a script to see. */
function redAt(comp: CompItem, layer: AVLayer, x: number, y: number): number {
  var slider = effectOn(comp.layers.addNull(comp.duration), 'ADBE Slider Control').property('ADBE Slider Control-0001') as Property;
  slider.expression = 'thisComp.layer(' + layer.index + ').sampleImage([' + x + ', ' + y + '], [0.5, 0.5], true, 0)[0];';
  return slider.valueAtTime(0, false) as unknown as number;
}

function layerShowing(comp: CompItem, source: CompItem): AVLayer {
  var index = 1;
  while ((comp.layer(index) as AVLayer).source.id !== source.id) index++;
  return comp.layer(index) as AVLayer;
}

/** Black left, white right, moved by a white map with a positive maximum: which way does the edge go? */
function displacementSign(comp: CompItem): string {
  var map = solid(comp, true, comp.width);
  solid(comp, false, comp.width);
  var right = solid(comp, true, comp.width / 2);
  (right.property('ADBE Transform Group').property('ADBE Position') as Property).setValue([(comp.width * 3) / 4, comp.height / 2]);
  var picture = layerShowing(comp, comp.layers.precompose([1, 2], 'selftest picture', true));
  var effect = effectOn(picture, 'ADBE Displacement Map');
  (effect.property('ADBE Displacement Map-0001') as Property).setValue(map.index);
  (effect.property('ADBE Displacement Map-0003') as Property).setValue(10);
  (effect.property('ADBE Displacement Map-0005') as Property).setValue(0);
  var left = redAt(comp, picture, comp.width / 2 - 5, comp.height / 2);
  return left > 0.5 ? 'white with a positive maximum moves the picture LEFT (as assumed)' : 'white with a positive maximum moves the picture RIGHT (the rig has the wrong sign)';
}

function menuOf(effect: PropertyGroup, parameter: string): string {
  var property = effect.property(parameter) as Property & { propertyParameters?: string[] };
  return parameter + ': ' + (property.propertyParameters ? property.propertyParameters.join(' | ') : 'not readable before 26.0, default ' + property.value);
}

function popupOrders(comp: CompItem): string {
  var layer = solid(comp, true, comp.width);
  var lens = 'ADBE Camera Lens Blur';
  var map = 'ADBE Displacement Map';
  var blur = effectOn(layer, lens);
  var menus = [menuOf(blur, lens + '-0003'), menuOf(blur, lens + '-0011'), menuOf(blur, lens + '-0012')];
  var displace = effectOn(layer, map);
  menus.push(menuOf(displace, map + '-0002'), menuOf(displace, map + '-0006'));
  return menus.join('; ');
}

function accepts(property: Property, value: number): string {
  try {
    property.setValue(value);
    return value + ' taken';
  } catch (refusal) {
    return value + ' refused (' + describeError(refusal).message + ')';
  }
}

function focalDistanceRange(comp: CompItem): string {
  var property = effectOn(solid(comp, true, comp.width), 'ADBE Camera Lens Blur').property('ADBE Camera Lens Blur-0013') as Property;
  return accepts(property, 1) + ', ' + accepts(property, 2) + ', maximum ' + (property.hasMax ? property.maxValue : 'none');
}

function layerInputStage(comp: CompItem): string {
  var property = effectOn(solid(comp, true, comp.width), 'ADBE Camera Lens Blur').property('ADBE Camera Lens Blur-0010') as unknown as LayerStageProperty;
  return typeof property.setInputLayerAndStage === 'function' ? 'can be set' : 'cannot be set';
}

/** A key on frame 1000 and one between frames: how far from there does it come to lie? */
function keyTimeRounding(comp: CompItem): string {
  var slider = effectOn(comp.layers.addNull(comp.duration), 'ADBE Slider Control').property('ADBE Slider Control-0001') as Property;
  var times = [100 * comp.frameDuration, 100.37 * comp.frameDuration];
  slider.setValuesAtTimes(times, [0, 1]);
  return 'rate ' + comp.frameRate + ', on a frame ' + (slider.keyTime(1) - times[0]) + ' s off, between frames ' + (slider.keyTime(2) - times[1]) + ' s off';
}

function markers(comp: CompItem): string {
  var property = comp.layers.addNull(comp.duration).property('ADBE Marker') as Property;
  var value = new MarkerValue('1.1');
  value.setParameters({ beat: '7' });
  property.setValuesAtTimes([0.123456, 1], [value, new MarkerValue('1.2')] as unknown as number[]);
  var parameters = (property.keyValue(1) as unknown as MarkerValue).getParameters() as { beat?: string };
  return property.numKeys + ' set in one call, ' + (property.keyTime(1) - 0.123456) + ' s off, parameter ' + parameters.beat;
}

function longExpression(comp: CompItem): string {
  var slider = effectOn(comp.layers.addNull(comp.duration), 'ADBE Slider Control').property('ADBE Slider Control-0001') as Property;
  var text = '// base';
  while (text.length < 80000) text += ' 123.456789=0.123456';
  slider.expression = text + '\nvalue;';
  slider.expressionEnabled = false;
  return slider.expression.length === text.length + 7 ? 'eighty thousand characters kept' : 'cut to ' + slider.expression.length;
}

export var effectChecks: Check[] = [
  { name: 'displacement sign', run: displacementSign },
  { name: 'menus', run: popupOrders },
  { name: 'focal distance range', run: focalDistanceRange },
  { name: 'layer input stage', run: layerInputStage },
  { name: 'key times', run: keyTimeRounding },
  { name: 'markers', run: markers },
  { name: 'long expression', run: longExpression }
];
