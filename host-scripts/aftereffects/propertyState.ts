/** How a key of a number runs into its neighbours. */
export interface Curve {
  inType: KeyframeInterpolationType;
  outType: KeyframeInterpolationType;
  inEase: [KeyframeEase];
  outEase: [KeyframeEase];
}

export function curveAt(property: Property, index: number): Curve {
  return {
    inType: property.keyInInterpolationType(index),
    outType: property.keyOutInterpolationType(index),
    inEase: property.keyInTemporalEase(index) as [KeyframeEase],
    outEase: property.keyOutTemporalEase(index) as [KeyframeEase]
  };
}

/** The eases first: setting them makes a key a Bezier one. */
export function setCurveAt(property: Property, index: number, curve: Curve): void {
  property.setTemporalEaseAtKey(index, curve.inEase, curve.outEase);
  property.setInterpolationTypeAtKey(index, curve.inType, curve.outType);
}

interface FullKey {
  time: number;
  value: number;
  curve: Curve;
}

export function removeKeys(property: Property): void {
  for (var i = property.numKeys; i >= 1; i--) property.removeKey(i);
}

function fullKeys(property: Property): FullKey[] {
  var keys: FullKey[] = [];
  for (var i = 1; i <= property.numKeys; i++) keys.push({ time: property.keyTime(i), value: property.keyValue(i) as unknown as number, curve: curveAt(property, i) });
  return keys;
}

function setFullKeys(property: Property, keys: FullKey[]): void {
  for (var i = 0; i < keys.length; i++) property.setValueAtTime(keys[i].time, keys[i].value);
  for (var j = 0; j < keys.length; j++) setCurveAt(property, j + 1, keys[j].curve);
}

/** Puts a number property back exactly as it is now: keys with their curves, value, expression. For an action that fails later. */
export function restorerOf(property: Property): () => void {
  var keys = fullKeys(property);
  var value = keys.length === 0 ? (property.valueAtTime(0, true) as unknown as number) : 0;
  var expression = property.expression;
  var enabled = property.expressionEnabled;
  return function () {
    removeKeys(property);
    if (keys.length > 0) setFullKeys(property, keys);
    else property.setValue(value);
    property.expression = expression;
    property.expressionEnabled = enabled;
  };
}
