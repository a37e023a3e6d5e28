/** Who usually plays: starting points of the styles. */
export const band = { bassists: ['bass', 'synthBass'], compers: ['guitar', 'organ', 'piano'], singers: ['synth', 'brass', 'guitar'] } as const;
export const electronic = { bassists: ['synthBass'], compers: ['synth', 'organ'], singers: ['synth', 'flute'] } as const;
export const pianist = { bassists: ['piano'], compers: ['piano'], singers: ['piano'], drums: [], loose: 0.006 } as const;
export const ensemble = { bassists: ['upright', 'tuba', 'strings'], compers: ['strings', 'pizzicato', 'brass'], singers: ['flute', 'strings', 'brass'], drums: [] } as const;
export const jazz = { bassists: ['upright'], compers: ['piano', 'guitar', 'brass'], singers: ['brass', 'piano', 'flute'] } as const;
