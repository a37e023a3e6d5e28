/** What the host is told of the extension: the only place where these facts are stated. Versions of hosts are inclusive ranges. */
export const extensionConfig = {
  bundleId: 'io.depthbeat.extension',
  panelId: 'io.depthbeat.extension.panel',
  name: 'Depthbeat',
  version: '0.1.0',
  /** Oldest CEP run time: CEP 11 (Chromium 88) comes with After Effects 22. */
  csxs: '11.0',
  hosts: [
    { name: 'AEFT', version: '[22.0,99.9]', title: 'After Effects' },
    { name: 'PPRO', version: '[22.0,99.9]', title: 'Premiere Pro' },
  ],
  /** Ports for the developer tools, one per host; CEP takes 1024 to 65534. */
  debugPorts: { AEFT: 8870, PPRO: 8871 },
  size: { width: 420, height: 720 },
  smallest: { width: 240, height: 320 },
  largest: { width: 2000, height: 2000 },
  mainPath: './panel/index.html',
  scriptPath: './host-scripts/aftereffects.jsx',
  icons: {
    Normal: './panel/icons/light.png',
    RollOver: './panel/icons/lightOver.png',
    DarkNormal: './panel/icons/dark.png',
    DarkRollOver: './panel/icons/darkOver.png',
  },
  /** CEP reads parameters only inside Resources; without `--enable-nodejs` the panel cannot start the helper. */
  chromiumParameters: ['--enable-nodejs', '--mixed-context'],
} as const;
