import type { HostWarning } from '#contracts/hostProtocol';

/** Settings of the project that change what depth means. They are told, never changed: the project is the editor's. */
export function projectWarnings(): HostWarning[] {
  var warnings: HostWarning[] = [];
  if (app.project.bitsPerChannel === 8) {
    warnings.push({ code: 'project.eightBit', message: 'This project works at 8 bits per channel, which leaves 256 steps of depth: set 16 bits in the project settings for smooth focus.' });
  }
  if (app.project.workingSpace) {
    warnings.push({
      code: 'project.colourManaged',
      message: 'This project is colour managed, which would bend the depth values: tick Preserve RGB in Interpret Footage > Color of the depth footage.'
    });
  }
  return warnings;
}
