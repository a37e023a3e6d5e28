import type { AppliedPlan } from '#contracts/hostProtocol';
import type { HostOperation, HostPlan } from '#contracts/hostPlan';
import type { Progress } from '../shared/reply.js';
import { findEarlierPlan, removeEarlierPlan, setAside } from './earlierPlan.js';
import { operations } from './operations/index.js';
import { projectWarnings } from './projectWarnings.js';
import { rememberBase } from './rememberBase.js';
import { makeSession, type Session } from './session.js';
import { activeComposition, selectedLayer } from './targetLayer.js';

function takeBack(session: Session): void {
  for (var i = session.undo.length - 1; i >= 0; i--) {
    try {
      session.undo[i]();
    } catch (alreadyGone) {
      void alreadyGone;
      // A later step may have taken it along; the remaining steps still have to be taken back.
    }
  }
}

function carryOut(session: Session, progress: Progress): void {
  var steps = session.plan.operations;
  for (var i = 0; i < steps.length; i++) {
    progress.operation = steps[i].id;
    (operations[steps[i].kind] as (session: Session, operation: HostOperation) => void)(session, steps[i]);
  }
  rememberBase(session);
  progress.operation = '';
}

/** Creating layers selects them; the editor's own selection comes back. */
function selectOnly(comp: CompItem, layer: AVLayer): void {
  for (var i = 1; i <= comp.numLayers; i++) comp.layer(i).selected = false;
  layer.selected = true;
}

/** The earlier application goes last, so that a step that fails leaves it as it was. */
function replaceEarlier(session: Session, progress: Progress): boolean {
  var earlier = findEarlierPlan(session.comp, session.plan.id, session.target);
  session.undo.push(setAside(earlier));
  carryOut(session, progress);
  return removeEarlierPlan(session.target, earlier) > 0;
}

/**
 * Carries a plan out on the selected layer in one undo step. When a step fails everything done so far is taken back before
 * the failure goes on: an undo group does not outlive the call, and the Undo command may be ignored without focus.
 */
export function applyPlan(plan: HostPlan, scriptFolder: string, progress: Progress): AppliedPlan {
  var comp = activeComposition();
  var target = selectedLayer(comp);
  var session = makeSession(plan, comp, target, scriptFolder);
  session.warnings = projectWarnings();
  app.beginUndoGroup('Depthbeat: ' + plan.title);
  try {
    var replaced = replaceEarlier(session, progress);
    selectOnly(comp, target);
    return { plan: plan.id, layer: target.name, created: plan.operations.length, replaced: replaced, warnings: session.warnings };
  } catch (thrown) {
    takeBack(session);
    selectOnly(comp, target);
    throw thrown;
  } finally {
    app.endUndoGroup();
  }
}
