import { renderComposition } from '../renderComposition.js';
import type { Check } from './checks.js';

function sliderOf(layer: AVLayer): Property {
  var parade = layer.property('ADBE Effect Parade') as PropertyGroup;
  return parade.property(parade.addProperty('ADBE Slider Control').propertyIndex).property('ADBE Slider Control-0001') as Property;
}

function white(comp: CompItem): AVLayer {
  return comp.layers.addSolid([1, 1, 1], 'selftest', comp.width, comp.height, 1, comp.duration);
}

/** The search that every printed expression makes, as both engines run it; the project's own engine comes back. */
function engines(comp: CompItem): string {
  var layer = comp.layers.addNull(comp.duration);
  layer.name = 'selftest keys';
  sliderOf(layer).setValuesAtTimes([1, 2, 3], [10, 20, 30]);
  var reader = sliderOf(white(comp));
  var text =
    'var keys = thisComp.layer("selftest keys").effect("ADBE Slider Control")(1);\nvar low = 0;\nvar high = keys.numKeys;\nvar middle = 0;\n' +
    'while (low < high) {\n  middle = Math.ceil((low + high) / 2);\n  if (keys.key(middle).time <= time) { low = middle; } else { high = middle - 1; }\n}\n' +
    'var found = 0;\nif (low > 0) { found = Number(keys.key(low).value); }\nfound;';
  var before = app.project.expressionEngine;
  var seen: string[] = [];
  try {
    for (var i = 0; i < 2; i++) {
      app.project.expressionEngine = i === 0 ? 'javascript-1.0' : 'extendscript';
      reader.expression = text;
      seen.push(app.project.expressionEngine + ' ' + (reader.expressionError || reader.valueAtTime(2.5, false)));
    }
  } finally {
    app.project.expressionEngine = before;
  }
  return seen.join(', ') + ' (20 expected)';
}

function startMovesKeys(comp: CompItem): string {
  var layer = white(comp);
  var slider = sliderOf(layer);
  slider.setValuesAtTimes([1, 2], [0, 1]);
  layer.startTime = layer.startTime + 0.5;
  return 'a key at 1 s is at ' + slider.keyTime(1) + ' after a move of half a second';
}

function remapByExpression(comp: CompItem): string {
  var inner = comp.parentFolder.items.addComp('Depthbeat selftest inner', 64, 64, 1, 5, comp.frameRate);
  var layer = comp.layers.add(inner);
  layer.startTime = 2;
  layer.timeRemapEnabled = true;
  var remap = layer.property('ADBE Time Remapping') as Property;
  remap.expression = 'time - 1;';
  return (remap.expressionError || 'shows ' + remap.valueAtTime(3, false) + ' s at 3 s') + ', out point ' + layer.outPoint;
}

function copiedComposition(comp: CompItem): string {
  white(comp);
  var parade = white(comp).property('ADBE Effect Parade') as PropertyGroup;
  (parade.property(parade.addProperty('ADBE Compound Blur').propertyIndex).property('ADBE Compound Blur-0001') as Property).setValue(2);
  var copy = comp.duplicate();
  var map = copy.layer(1).property('ADBE Effect Parade').property(1).property('ADBE Compound Blur-0001') as Property;
  return 'the parameter in the copy points at layer ' + map.value + ' (2 expected)';
}

function render(comp: CompItem): string {
  white(comp);
  var folder = new Folder(Folder.temp.fsName + '/depthbeat selftest');
  folder.create();
  var templates = app.project.renderQueue.items.add(comp);
  var names = templates.outputModule(1).templates.join(' | ');
  templates.remove();
  var files = renderComposition(comp, { start: 1, duration: 2 * comp.frameDuration }, { folder: folder.fsName, template: '' });
  return files.count + ' files from ' + files.path + '; templates ' + names;
}

export var compositionChecks: Check[] = [
  { name: 'engines', run: engines },
  { name: 'start moves keys', run: startMovesKeys },
  { name: 'remap by expression', run: remapByExpression },
  { name: 'copied composition', run: copiedComposition },
  { name: 'render', run: render }
];
