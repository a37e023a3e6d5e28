import type { Seconds } from '#contracts/units';
import { nearestBeat } from '#core/beatgrid/editGrid';
import { useSession } from '../../app/useSession.js';
import { nudgeStep } from './GridFixes.js';

/** Fields keep their own keys. */
function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea') !== null;
}

interface MusicKeys {
  readonly selected: Seconds | undefined;
  readonly onSelect: (time: Seconds | undefined) => void;
  readonly onTap: () => void;
  /** Below 1: closer. */
  readonly onZoom: (factor: number) => void;
}

/** One key, one repair: Space plays, H halves, D doubles, 1 marks the one, A adds, T taps, Delete removes, comma and period nudge, arrows step, plus and minus zoom. */
export function useMusicKeys({ selected, onSelect, onTap, onZoom }: MusicKeys): (event: React.KeyboardEvent) => void {
  const { bench } = useSession();
  const { player } = bench;
  const here = (): Seconds => selected ?? player.time() - bench.musicStart();
  const step = (by: number): void => {
    const beats = bench.document.present.get().grid?.beats ?? [];
    const next = beats[nearestBeat(beats, here()) + by];
    if (!next) return;
    onSelect(next.time);
    player.seek(next.time + bench.musicStart());
  };
  const keys: Readonly<Record<string, () => void>> = {
    ' ': () => (player.isPlaying.get() ? player.stop() : player.play(player.time())),
    h: () => bench.edit({ kind: 'halve' }),
    d: () => bench.edit({ kind: 'double' }),
    '1': () => bench.edit({ kind: 'setDownbeat', time: here() }),
    a: () => bench.edit({ kind: 'add', time: player.time() - bench.musicStart() }),
    t: onTap,
    '+': () => onZoom(0.5),
    '=': () => onZoom(0.5),
    '-': () => onZoom(2),
    Delete: () => selected !== undefined && bench.edit({ kind: 'delete', time: selected }),
    Backspace: () => selected !== undefined && bench.edit({ kind: 'delete', time: selected }),
    ',': () => bench.edit({ kind: 'nudge', seconds: -nudgeStep }),
    '.': () => bench.edit({ kind: 'nudge', seconds: nudgeStep }),
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
  };
  return (event) => {
    if (isTyping(event.target)) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const press = isCommand && event.key.toLowerCase() === 'z' ? () => (event.shiftKey ? bench.document.redo() : bench.document.undo()) : isCommand || event.altKey ? undefined : keys[event.key];
    if (!press || (event.key === ' ' && event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    press();
  };
}
