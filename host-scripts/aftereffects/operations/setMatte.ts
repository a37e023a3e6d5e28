import type { SetMatte } from '#contracts/hostPlan';
import { layerOf, type Session } from '../session.js';
import { setTrackMatte } from '../trackMatte.js';

function matteType(type: SetMatte['type']): TrackMatteType {
  if (type === 'luma') return TrackMatteType.LUMA;
  if (type === 'lumaInverted') return TrackMatteType.LUMA_INVERTED;
  return type === 'alpha' ? TrackMatteType.ALPHA : TrackMatteType.ALPHA_INVERTED;
}

export function setMatte(session: Session, operation: SetMatte): void {
  setTrackMatte(layerOf(session, operation.layer), layerOf(session, operation.matte), matteType(operation.type));
}
