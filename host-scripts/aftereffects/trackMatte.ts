/** Before 23.0 the matte is the layer directly above; it is put there on every version, and its eye is closed by hand. */
export function setTrackMatte(layer: AVLayer, matte: AVLayer, type: TrackMatteType): void {
  matte.moveBefore(layer);
  if (typeof layer.setTrackMatte === 'function') layer.setTrackMatte(matte, type);
  else layer.trackMatteType = type;
  matte.enabled = false;
}
