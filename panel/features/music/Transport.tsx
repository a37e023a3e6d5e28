import { useEffect, useRef } from 'react';
import { formatTime } from '../../app/formatTime.js';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';

const words = strings.music;

function Clock(): React.JSX.Element {
  const { bench } = useSession();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      if (text.current) text.current.textContent = formatTime(bench.player.time() - bench.musicStart());
      if (bench.player.isPlaying.get()) frame = requestAnimationFrame(draw);
    };
    draw();
    const stops = [bench.player.isPlaying.subscribe(draw), bench.player.stand.subscribe(draw)];
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [bench]);
  return <span ref={text} className="number clock" />;
}

/** Play, the clock, clicks and loudness. */
export function Transport(): React.JSX.Element {
  const { bench, preferences } = useSession();
  const isPlaying = useStore(bench.player.isPlaying);
  const { click, volume } = useStore(preferences);
  useEffect(() => {
    bench.player.clickOn = click;
    bench.player.loudness = volume;
  }, [bench, click, volume]);
  return (
    <div className="row">
      <button type="button" className="button small" aria-label={isPlaying ? words.stop : words.play} title={`${isPlaying ? words.stop : words.play} (Space)`} onClick={() => (isPlaying ? bench.player.stop() : bench.player.play(bench.player.time()))}>
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      <Clock />
      <button type="button" className={click ? 'button small pressed' : 'button small'} aria-pressed={click} title={words.click} aria-label={words.click} onClick={() => preferences.update((now) => ({ ...now, click: !click }))}>
        <Icon name="click" />
      </button>
      <input type="range" className="volume" aria-label={words.volume} min={0} max={1} step={0.05} value={volume} onChange={({ target }) => preferences.update((now) => ({ ...now, volume: Number(target.value) }))} />
    </div>
  );
}
