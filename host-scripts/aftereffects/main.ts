import { readPlan, readPlanBatch, readTextFile } from '../shared/planFile.js';
import { replyWith } from '../shared/reply.js';
import { readJson } from '../shared/json.js';
import type { HostReply, AppliedPlan, RenderedProxy } from '#contracts/hostProtocol';
import { applyPlans } from './applyPlan.js';
import { bake, unbake } from './bake.js';
import { describeSelection } from './describeSelection.js';
import { readGrid } from './readGrid.js';
import { removePlan } from './removePlan.js';
import { resyncPlans } from './resync.js';

/** For a person without the panel: what was rendered, and the commands that make use of it. */
function nextStepFor(proxy: RenderedProxy): string {
  var rate = proxy.sequence ? ' --sequence-rate ' + Math.round(proxy.frameRate * 1000) / 1000 : '';
  var depth = 'depthbeat depth "' + proxy.path + '"' + rate + ' --out DEPTH';
  var plan = 'depthbeat plan --depth DEPTH --beats BEATS.json --placed ' + proxy.placement.clock + ':' + Math.round(proxy.placement.start * 1e6) / 1e6 + ' --out apply.jsx';
  return 'rendered ' + proxy.frameCount + ' frames. Next:\n' + depth + '\n' + plan;
}

function sentenceFor(reply: HostReply<AppliedPlan>): string {
  if (reply.ok === 0) return 'Depthbeat: ' + reply.message + (reply.operation === '' ? '' : ' (step ' + reply.operation + ')');
  var words: string[] = [];
  for (var p = 0; p < reply.v.proxies.length; p++) words.push(nextStepFor(reply.v.proxies[p]));
  for (var i = 0; i < reply.v.warnings.length; i++) words.push(reply.v.warnings[i].message);
  return words.length === 0 ? '' : 'Depthbeat: ' + words.join('\n\n');
}

/** The calls of the panel and of the stand-alone script. Each answers with a reply as JSON text. */
var calls = {
  describeSelection: function (): string {
    return replyWith(describeSelection);
  },

  applyPlan: function (path: string): string {
    return replyWith(function (progress) {
      return applyPlans([readPlan(readTextFile(path))], '', progress)[0];
    });
  },

  applyPlans: function (path: string): string {
    return replyWith(function (progress) {
      return applyPlans(readPlanBatch(readTextFile(path)).plans, '', progress);
    });
  },

  resync: function (path: string): string {
    return replyWith(function (progress) {
      return resyncPlans([readPlan(readTextFile(path))], progress)[0];
    });
  },

  resyncPlans: function (path: string): string {
    return replyWith(function (progress) {
      return resyncPlans(readPlanBatch(readTextFile(path)).plans, progress);
    });
  },

  removePlan: function (plan: string): string {
    return replyWith(function () {
      return removePlan(plan);
    });
  },

  readGrid: function (plan: string): string {
    return replyWith(function () {
      return readGrid(plan);
    });
  },

  bake: function (plan: string): string {
    return replyWith(function () {
      return bake(plan);
    });
  },

  unbake: function (plan: string): string {
    return replyWith(function () {
      return unbake(plan);
    });
  },

  /** For `apply.jsx`: the plan is inside the script, and a person reads the answer. */
  applyHere: function (planText: string, scriptPath: string): string {
    var reply = replyWith(function (progress) {
      return applyPlans([readPlan(planText)], new File(scriptPath).parent.fsName, progress)[0];
    });
    var sentence = sentenceFor(readJson(reply) as HostReply<AppliedPlan>);
    if (sentence !== '') alert(sentence);
    return reply;
  }
};

($.global as unknown as { depthbeat: typeof calls }).depthbeat = calls;
