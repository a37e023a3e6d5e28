import type { AppliedPlan } from '#contracts/hostProtocol';
import type { HostOperation, HostPlan } from '#contracts/hostPlan';
import type { Progress } from '../shared/reply.js';
import { findEarlierPlan, removeEarlierPlan, setAside, type EarlierPlan } from './earlierPlan.js';
import { operations } from './operations/index.js';
import { projectWarnings } from './projectWarnings.js';
import { rememberBase } from './rememberBase.js';
import { makeSession, type Session } from './session.js';
import { activeComposition, targetsOf } from './targetLayer.js';
import { undoStep } from './undoStep.js';

function carryOut(session: Session, progress: Progress): void {
  var steps = session.plan.operations;
  for (var i = 0; i < steps.length; i++) {
    progress.operation = steps[i].id;
    (operations[steps[i].kind] as (session: Session, operation: HostOperation) => void)(session, steps[i]);
  }
  rememberBase(session);
  progress.operation = '';
}

interface Work {
  plan: HostPlan;
  target: AVLayer;
}

/** Each plan with each of its layers; refuses what cannot be worked on before anything is changed. */
function worksFor(comp: CompItem, plans: readonly HostPlan[]): Work[] {
  var works: Work[] = [];
  for (var i = 0; i < plans.length; i++) {
    var targets = targetsOf(comp, plans[i]);
    for (var j = 0; j < targets.length; j++) works.push({ plan: plans[i], target: targets[j] });
  }
  return works;
}

/** A plan carried out on one layer, and what an earlier application left there: that goes last, so that a step that fails leaves it as it was. */
interface Done {
  session: Session;
  earlier: EarlierPlan;
}

function carryOutOn(session: Session, progress: Progress): Done {
  var earlier = findEarlierPlan(session.comp, session.plan.id, session.target);
  setAside(session, earlier);
  carryOut(session, progress);
  return { session: session, earlier: earlier };
}

/** One answer for a plan, from its layers. */
function answerFor(plan: HostPlan, done: Done[]): AppliedPlan {
  var names: string[] = [];
  var answer = { plan: plan.id, layer: '', created: 0, replaced: false, warnings: projectWarnings(), proxies: [] as AppliedPlan['proxies'][number][] };
  for (var i = 0; i < done.length; i++) {
    var session = done[i].session;
    if (session.plan !== plan) continue;
    answer.replaced = removeEarlierPlan(session.target, done[i].earlier, session.warnings) > 0 || answer.replaced;
    names.push(session.target.name);
    answer.created += plan.operations.length;
    answer.warnings = answer.warnings.concat(session.warnings);
    answer.proxies = answer.proxies.concat(session.proxies);
  }
  answer.layer = names.join(', ');
  return answer;
}

/** Carries plans out in one undo step, each on its own layer or on the selected ones: all of them or none. */
export function applyPlans(plans: readonly HostPlan[], scriptFolder: string, progress: Progress): AppliedPlan[] {
  var comp = activeComposition();
  var works = worksFor(comp, plans);
  return undoStep(comp, plans.length === 1 ? plans[0].title : plans.length + ' layers', function (undo) {
    var done: Done[] = [];
    for (var i = 0; i < works.length; i++) done.push(carryOutOn(makeSession({ plan: works[i].plan, comp: comp, target: works[i].target, scriptFolder: scriptFolder, undo: undo }), progress));
    var answers: AppliedPlan[] = [];
    for (var j = 0; j < plans.length; j++) answers.push(answerFor(plans[j], done));
    return answers;
  });
}
