import type { SetMatte } from '#contracts/hostPlan';
import { layerOf, type Session } from '../session.js';

function matteType(type: SetMatte['type']): TrackMatteType {
  if (type === 'luma') return TrackMatteType.LUMA;
  if (type === 'lumaInverted') return TrackMatteType.LUMA_INVERTED;
  return type === 'alpha' ? TrackMatteType.ALPHA : TrackMatteType.ALPHA_INVERTED;
}

/** Before 23.0 the matte is the layer directly above; it is put there on every version, and its eye is closed by hand. */
export function setMatte(session: Session, operation: SetMatte): void {
  var layer = layerOf(session, operation.layer);
  var matte = layerOf(session, operation.matte);
  matte.moveBefore(layer);
  if (typeof layer.setTrackMatte === 'function') layer.setTrackMatte(matte, matteType(operation.type));
  else layer.trackMatteType = matteType(operation.type);
  matte.enabled = false;
}
