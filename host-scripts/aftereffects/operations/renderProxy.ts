import type { RenderProxy } from '#contracts/hostPlan';
import type { RenderedProxy } from '#contracts/hostProtocol';
import { hostFailure } from '../../shared/hostFailure.js';
import { bareComposition } from '../bareComposition.js';
import { renderComposition, type RenderedFiles } from '../renderComposition.js';
import type { Session } from '../session.js';
import { hasMovingEffects } from '../stillEffects.js';
import { isComposition } from '../targetLayer.js';
import { snapToFrame, sourceTime } from '../timing.js';

interface Span {
  start: number;
  duration: number;
}

function frames(span: Span, comp: CompItem): number {
  return Math.round(span.duration / comp.frameDuration);
}

/** What of a composition the layer shows, in its own time; all of it when it is remapped or runs backwards. A frame more at both ends. */
function spanInSource(target: AVLayer, source: CompItem): Span {
  if (target.timeRemapEnabled || target.stretch <= 0) return { start: 0, duration: source.duration };
  var first = ((target.inPoint - target.startTime) * 100) / target.stretch;
  var last = ((target.outPoint - target.startTime) * 100) / target.stretch;
  var start = Math.max(0, (Math.floor(first / source.frameDuration) - 1) * source.frameDuration);
  var end = Math.min(source.duration, (Math.ceil(last / source.frameDuration) + 1) * source.frameDuration);
  return { start: start, duration: end - start };
}

function spanInComposition(comp: CompItem, target: AVLayer): Span {
  var start = snapToFrame(comp, Math.max(0, target.inPoint));
  return { start: start, duration: Math.min(comp.duration, target.outPoint) - start };
}

/** One frame of a composition, inside it. */
function frameAt(comp: CompItem, time: number): Span {
  var last = comp.duration - comp.frameDuration;
  return { start: snapToFrame(comp, Math.min(last, Math.max(0, time))), duration: comp.frameDuration };
}

function proxyOf(operation: RenderProxy, comp: CompItem, span: Span, files: RenderedFiles): RenderedProxy {
  var wanted = frames(span, comp);
  if (files.sequence && files.count !== wanted) {
    throw hostFailure('host.operationFailed', 'The render has ' + files.count + ' frames instead of ' + wanted + ': set the default render settings to the rate of the composition.');
  }
  return {
    operation: operation.id,
    path: files.path,
    sequence: files.sequence,
    frameCount: wanted,
    frameRate: comp.frameRate,
    placement: { clock: 'composition', start: span.start }
  };
}

/** The layer alone, in a copy of its composition that does not outlive the render. */
function renderLayer(session: Session, operation: RenderProxy): RenderedProxy {
  var span = spanInComposition(session.comp, session.target);
  if (span.duration < session.comp.frameDuration / 2) throw hostFailure('host.operationFailed', 'The layer ' + session.target.name + ' is outside the composition: move it in and try again.');
  if (operation.only !== undefined) span = frameAt(session.comp, operation.only);
  var bare = bareComposition(session.comp, session.target);
  try {
    return proxyOf(operation, bare, span, renderComposition(bare, span, operation));
  } finally {
    bare.remove();
  }
}

/** A composition is rendered as it is: its frames lie in source time, and the depth layer follows the layer's start, speed and remap. */
function renderSource(session: Session, operation: RenderProxy): RenderedProxy {
  var source = session.target.source as unknown as CompItem;
  var span = operation.only === undefined ? spanInSource(session.target, source) : frameAt(source, sourceTime(session.target, operation.only));
  var proxy = proxyOf(operation, source, span, renderComposition(source, span, operation));
  return { operation: proxy.operation, path: proxy.path, sequence: proxy.sequence, frameCount: proxy.frameCount, frameRate: proxy.frameRate, placement: { clock: 'source', start: span.start } };
}

export function renderProxy(session: Session, operation: RenderProxy): void {
  var isPlain = isComposition(session.target.source) && !hasMovingEffects(session.target);
  session.proxies.push(isPlain ? renderSource(session, operation) : renderLayer(session, operation));
}
