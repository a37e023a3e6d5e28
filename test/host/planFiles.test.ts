import { expect } from 'chai';
import fc from 'fast-check';
import type { HostPlan } from '#contracts/hostPlan';
import { planProxy } from '#core/lowering/planProxy';
import { parseHostPlan, parseHostPlanBatch } from '#core/parsing/parseHostPlan';
import { recipes } from '#core/recipes/index';
import { snapshot } from './snapshot.js';
import { call, makeStage, planFor } from './stage.js';

const plans: readonly HostPlan[] = [...Object.values(recipes).map((recipe) => planFor({ recipe })), planProxy({ folder: '/renders', layerId: 7 }), planProxy({ folder: '/renders', only: 1.5 })];
const stage = makeStage();

/** What the host says of a text as a plan: accepted means it came as far as looking for the layer. */
function hostTakes(text: string): boolean {
  stage.target.selected = false;
  stage.world.disk.texts.set('/plans/plan.json', text);
  const reply = call<unknown>(stage, 'applyPlan', '/plans/plan.json');
  if (reply.ok === 1) throw new Error('nothing is selected');
  if (reply.code === 'contract.invalid') return false;
  expect(reply.code).to.equal('selection.empty');
  return true;
}

/** Every place in a document, as the keys that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

function changedAt(document: unknown, path: readonly string[], change: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(document)) as unknown;
  if (path.length === 0) return change;
  let parent = copy as Record<string, unknown>;
  for (const name of path.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
  const last = path[path.length - 1]!;
  if (change === undefined) delete parent[last];
  else parent[last] = change;
  return copy;
}

const otherValues = [undefined, null, true, -1, 1.5, 1e12, 'text', '', [], [1, 2], {}, { kind: 'setValue' }, 'x'.repeat(40_000)];

describe('plan files', () => {
  it('written by us are taken on both sides, and come through unchanged', () => {
    for (const plan of plans) {
      const text = JSON.stringify(plan);
      expect(parseHostPlan(text, plan.id)).to.deep.equal({ ok: true, value: JSON.parse(text) as unknown });
      expect(hostTakes(text), plan.id).to.equal(true);
    }
  });

  it('damaged anywhere are taken or refused by both sides alike, and touch nothing', () => {
    const before = snapshot(stage.world);
    const damaged = fc.constantFrom(...plans).chain((plan) => fc.tuple(fc.constant(plan), fc.constantFrom(...placesIn(JSON.parse(JSON.stringify(plan)))), fc.constantFrom(...otherValues)));
    fc.assert(
      fc.property(damaged, ([plan, path, change]) => {
        const text = JSON.stringify(changedAt(plan, path, change));
        expect(hostTakes(text), `${path.join('.')} = ${JSON.stringify(change)?.slice(0, 40)}`).to.equal(parseHostPlan(text, 'plan').ok);
      }),
      { numRuns: 1500, seed: 5 },
    );
    expect(snapshot(stage.world)).to.deep.equal(before);
  }).timeout(60_000);

  it('that are programs, not data, never run', () => {
    for (const text of ['app.newProject()', '(function(){ app.project = 1; })()', '{"schema":"depthbeat.hostPlan","version":1,"id":alert("x")}', '{"a":1}//', '', '[', '{"__proto__":{"ok":1}}', 'null', '"text"', '﻿{}']) {
      expect(hostTakes(text), text).to.equal(false);
      expect(parseHostPlan(text, 'plan').ok, text).to.equal(false);
    }
    expect(stage.world.calls.alerts).to.deep.equal([]);
  });

  it('say where they are wrong', () => {
    const text = JSON.stringify(changedAt(plans[0], ['operations', '2', 'name'], 7));
    stage.world.disk.texts.set('/plans/plan.json', text);
    expect(call(stage, 'applyPlan', '/plans/plan.json')).to.deep.include({ ok: 0, code: 'contract.invalid', message: 'The plan is damaged or was made by another version of Depthbeat: operations[2].name should be text of at most 255 characters.' });
    const parsed = parseHostPlan(text, 'plan.json');
    expect(!parsed.ok && parsed.failure.detail).to.equal('operations[2].name should be text of at most 255 characters');
  });

  it('for several layers hold plans', () => {
    const batch = { schema: 'depthbeat.hostPlanBatch', version: 1, plans: plans.slice(0, 2) };
    expect(parseHostPlanBatch(JSON.stringify(batch), 'batch').ok).to.equal(true);
    expect(parseHostPlanBatch(JSON.stringify({ ...batch, plans: [{}] }), 'batch').ok).to.equal(false);
  });
});
